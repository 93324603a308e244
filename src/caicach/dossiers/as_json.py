"""An analysis as JSON: keys that programs rely on."""

from collections.abc import Mapping

from caicach.dossiers.domain.analysis import Analysis, Durations, OnTime, Stay


def analysis_as_json(found: Analysis) -> dict[str, object]:
    return {
        "cases": found.cases,
        "events": found.events,
        "activities": dict(found.activities),
        "start_activities": dict(found.start_activities),
        "end_activities": dict(found.end_activities),
        "variants": {
            "count": found.variant_count,
            "top": [{"sequence": list(one.sequence), "cases": one.cases} for one in found.variants],
        },
        "dfg": [
            {
                "from": edge.source,
                "to": edge.target,
                "count": edge.count,
                "mean_seconds": edge.mean_seconds,
                "mean_working_minutes": edge.mean_working_minutes,
                "working_count": edge.working_count,
            }
            for edge in found.edges
        ],
        "case_duration_seconds": _durations(found.durations),
        "case_working_minutes": _durations(found.working_durations) if found.working_durations else None,
        "sojourn_before_seconds": _stays(found.stays_before),
        "sojourn_after_seconds": _stays(found.stays_after),
        "on_time": _on_time(found.on_time) if found.on_time else None,
        "quarantine": {
            "rows": sum(one.count for one in found.aside),
            "reasons": [
                {"reason": one.reason, "count": one.count, "why": str(one.why), "examples": list(one.examples)}
                for one in found.aside
            ],
        },
        "time_zones": dict(found.zones),
        "calendar": found.calendar or None,
        "notes": [str(note) for note in found.notes],
    }


def _durations(found: Durations) -> dict[str, object]:
    return {"mean": found.mean, "quantiles": {f"{q:g}": value for q, value in found.quantiles.items()}}


def _stays(found: Mapping[str, Stay]) -> dict[str, object]:
    return {
        activity: {"n": stay.n, "mean": stay.mean, "median": stay.median, "p90": stay.p90}
        for activity, stay in found.items()
    }


def _on_time(found: OnTime) -> dict[str, object]:
    return {
        "cases": found.cases,
        "on_time": found.on_time,
        "late": found.late,
        "open_in_time": found.open_in_time,
        "open_overdue": found.open_overdue,
        "without_limit": found.without_limit,
        "not_published": found.not_published,
        "share": found.share,
    }
