"""Work for child processes that test_lines.py starts: they import it by its name."""

from __future__ import annotations

import os
import signal

from schemas.article import RawArticle
from schemas.reasons import DeadLetterReason
from worker.cli.lines import Work
from worker.errors import Rejected


def make_work() -> Work:
    """An article's id and the process; "reject", "crash" and "die" do what they say."""

    def work(article: RawArticle) -> bytes:
        match article.text:
            case "reject":
                raise Rejected(DeadLetterReason.EXTRACT_ERROR, "as asked")
            case "crash":
                raise ZeroDivisionError("as asked")
            case "die":
                os.kill(os.getpid(), signal.SIGKILL)
        return f"{article.text} {os.getpid()}".encode()

    return work
