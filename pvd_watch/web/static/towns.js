// Communes offered under a field while their name is typed; without this file the name is settled when it is sent.
"use strict";
(() => {
  const towns = document.getElementById("towns");
  if (!towns) return;
  let waiting = 0;
  let asked = "";
  document.addEventListener("input", (event) => {
    if (!event.target.matches("input.town")) return;
    clearTimeout(waiting);
    const words = event.target.value.trim();
    if (words.length < 2 || words.endsWith(")")) return;
    waiting = setTimeout(async () => {
      asked = words;
      const answer = await fetch(`/bureau/communes?q=${encodeURIComponent(words)}`).catch(() => null);
      if (!answer || !answer.ok || asked !== words) return;
      towns.replaceChildren(...(await answer.json()).map((one) => {
        const option = document.createElement("option");
        option.value = one.value;
        option.label = `${one.label} – ${one.department}${one.programme ? ", programme" : ""}`;
        return option;
      }));
    }, 150);
  });
})();
