"""From text to Mentions: candidates, evidence, decision; the language model only where a doubt is left."""
