"""What may go wrong, what is promised then, and the test that shows it: a row a fault.

Everywhere: nothing is lost, nothing is done twice, the operator is told in one sentence, and the next run goes on.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """``what`` goes wrong, and the tests that do it, each as ``file::function`` under ``tests/``."""

    what: str
    promise: str
    tests: tuple[str, ...]


FAULTS = (
    Fault(
        "a run is killed at random instants: parent, crawl child, or both",
        "after any kills the next run stores what one clean run stores; a dead parent means no request",
        (
            "test_kill.py::test_killed_runs_end_like_a_clean_one",
            "test_kill.py::test_after_the_death_of_the_parent_no_request_is_made",
        ),
    ),
    Fault(
        "another step is killed",
        "the database is sound, it was done wholly or not at all, and doing it again is enough",
        (
            "faults/test_kills.py::test_in_the_middle_of_linking_anew",
            "faults/test_kills.py::test_in_the_middle_of_a_backup",
            "faults/test_kills.py::test_in_the_middle_of_a_restoration",
            "faults/test_kills.py::test_in_the_middle_of_purging_and_removing",
            "test_sending.py::test_a_kill_between_the_answer_and_the_note_sends_nothing_twice",
        ),
    ),
    Fault(
        "the disk is full",
        "exit code 1 and a sentence; the database is what it was, nothing half-made is left behind",
        (
            "faults/test_disk.py::test_full_in_the_middle_of_a_run",
            "faults/test_disk.py::test_full_in_the_middle_of_a_backup",
            "faults/test_disk.py::test_full_in_the_middle_of_a_restoration",
            "faults/test_disk.py::test_full_in_the_middle_of_purging_and_removing",
            "cli/test_main.py::test_a_full_disk_under_the_output_is_said",
        ),
    ),
    Fault(
        "the disk is read-only",
        "exit code 2 before anything is done",
        (
            "faults/test_disk.py::test_read_only",
            "cli/test_refusals.py::test_what_cannot_be_written_is_named_with_the_remedy",
        ),
    ),
    Fault(
        "another process has the database locked",
        "a moment is waited for, more than that is said",
        (
            "faults/test_database.py::test_locked_for_long_by_another_program",
            "faults/test_database.py::test_locked_for_a_moment",
            "storage/test_database.py::test_a_second_writer_waits_for_the_first",
        ),
    ),
    Fault(
        "a page of the database is damaged, or the file is lost",
        "it is said, no damaged backup is made, good ones stay, and one of them brings everything back",
        (
            "faults/test_database.py::test_damaged_and_restored",
            "faults/test_database.py::test_lost_and_begun_anew",
            "keeping/test_backup.py::test_a_damaged_database_makes_no_backup_and_loses_none",
            "keeping/test_restore.py::test_garbage_in_the_place_of_the_database_is_kept_aside",
        ),
    ),
    Fault(
        "the database is of another version of the program",
        "an older one is brought forward, a newer one is refused",
        (
            "storage/test_upgrades.py::test_a_kept_database_opens_with_all_it_held",
            "storage/test_upgrades.py::test_a_kept_database_becomes_what_a_fresh_one_is",
            "storage/test_upgrades.py::test_an_upgrade_for_which_the_disk_is_too_small_is_done_by_the_next_opening",
            "storage/test_upgrades.py::test_several_processes_that_start_after_an_upgrade_find_it_done_once",
            "cli/test_refusals.py::test_a_database_written_by_a_newer_program_is_left_alone",
        ),
    ),
    Fault(
        "the clock goes back an hour",
        "each article stands in one digest; the backup just made stays",
        (
            "test_day.py::test_clock_that_goes_back_an_hour_loses_nothing",
            "keeping/test_rotation.py::test_other_files_never_go_and_the_newest_stays_though_the_clock_went_back",
        ),
    ),
    Fault(
        "no name is resolved, or no source answers",
        "exit code 1, the reasons in « status »; once one answers, all is well",
        (
            "faults/test_network.py::test_nobody_answers_and_then_somebody_does",
            "spiders/test_resolver.py::test_a_name_server_that_does_not_answer",
        ),
    ),
    Fault(
        "one source never ends",
        "it costs its bound alone, and the others are read",
        ("faults/test_network.py::test_one_source_never_ends",),
    ),
    Fault(
        "the mail server is down, or refuses one reader",
        "nobody is marked who got nothing, nobody gets it twice, the others get it",
        (
            "test_sending.py::test_a_server_that_is_down_marks_nobody",
            "test_sending.py::test_whoever_is_refused_gets_it_next_time",
            "digest/test_send.py::test_one_who_is_refused_does_not_stop_the_others",
        ),
    ),
    Fault(
        "200 readers ask for a page every 5 s while a run writes",
        "every page comes, 95 of 100 within 300 ms: measured by tests/bench/readers.py, in small by the tests",
        (
            "faults/test_readers.py::test_readers_while_a_run_writes",
            "faults/test_readers.py::test_all_come_at_once_to_a_site_that_has_just_begun",
            "web/test_kept.py::test_what_is_published_is_shown_at_once",
        ),
    ),
    Fault(
        "there is not enough memory",
        "the run ends and says so; the next one does its work",
        ("faults/test_memory.py::test_a_run_without_enough_memory",),
    ),
)
