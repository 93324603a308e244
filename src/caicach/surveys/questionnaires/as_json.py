"""An examined form as JSON and back: what comes from the child process, and what the command prints."""

from typing import Any

from caicach.kernel import said
from caicach.surveys.questionnaires.values import CheckedForm, Level, Problem


def form_as_json(form: CheckedForm) -> dict[str, Any]:
    return {
        "form_id": form.form_id,
        "version": form.version,
        "title": form.title,
        "languages": list(form.languages),
        "questions": form.questions,
        "files": list(form.files),
        "xform": form.xform,
        "itemsets": form.itemsets,
        "problems": [
            {
                "level": problem.level,
                "code": problem.code,
                "said": said.as_json(problem.said),
                "sheet": problem.sheet,
                "row": problem.row,
                "column": problem.column,
            }
            for problem in form.problems
        ],
    }


def form_from_json(answer: dict[str, Any]) -> CheckedForm:
    problems = tuple(
        Problem(
            Level(problem["level"]),
            problem["code"],
            said.from_json(problem["said"]),
            problem["sheet"],
            problem["row"],
            problem["column"],
        )
        for problem in answer["problems"]
    )
    return CheckedForm(
        problems,
        form_id=answer["form_id"],
        version=answer["version"],
        title=answer["title"],
        languages=tuple(answer["languages"]),
        questions=answer["questions"],
        files=tuple(answer["files"]),
        xform=answer["xform"],
        itemsets=answer["itemsets"],
    )
