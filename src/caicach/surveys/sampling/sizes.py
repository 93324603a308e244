"""How many are to be asked, and how they are divided over the strata."""

import math
from collections.abc import Mapping, Sequence
from statistics import NormalDist

from caicach.surveys.problems import bad_design
from caicach.surveys.sampling.values import Allocation, Margin


def size_for(margin: Margin, population: int) -> int:
    """People to be asked so that a proportion's interval has this half width (Cochran 4.4, 4.5).

    The design effect multiplies, the finite population corrects, expected non-response raises.

    >>> size_for(Margin(0.05), 1_000_000), size_for(Margin(0.05), 500), size_for(Margin(0.05, response=0.8), 1_000_000)
    (384, 218, 480)
    """
    z = NormalDist().inv_cdf((1 + margin.confidence) / 2)
    infinite = z**2 * margin.share * (1 - margin.share) / margin.margin**2 * margin.design_effect
    answering = infinite / (1 + infinite / population)
    return min(population, math.ceil(round(answering / margin.response, 9)))


def allocated_sizes(
    total: int,
    populations: Mapping[str, int],
    rule: Allocation,
    minimum: int,
    deviations: Mapping[str, float] | None,
    source: str,
) -> dict[str, int]:
    """Sizes by stratum that add up to the total: never more than the stratum has, never fewer than the minimum it
    can give.

    Fractions go to the largest remainders. Raises InvalidInput where the total cannot be met.

    >>> allocated_sizes(10, {"A": 60, "B": 30, "C": 10}, Allocation.PROPORTIONAL, 2, None, "")
    {'A': 5, 'B': 3, 'C': 2}
    """
    least = {name: min(minimum, count) for name, count in populations.items()}
    if not sum(least.values()) <= total <= sum(populations.values()):
        why = "Cỡ mẫu {total} không chia được: các tầng cần ít nhất {least} và có nhiều nhất {most} đơn vị."
        todo = "Hãy sửa cỡ mẫu hoặc số tối thiểu mỗi tầng."
        most = sum(populations.values())
        raise bad_design("no_allocation", source, why, todo=todo, total=total, least=sum(least.values()), most=most)
    measure = _measures(populations, rule, deviations or {}, source)
    return _rounded(_shares(total, measure, least, populations), total, populations)


def _shares(
    total: int, measure: Mapping[str, float], least: Mapping[str, int], most: Mapping[str, int]
) -> dict[str, float]:
    """In proportion to the measure, held between least and most: the one factor is sought whose shares make the total.

    Their sum grows with the factor and bends only where a stratum leaves its least or reaches its most.
    """

    def at(factor: float) -> dict[str, float]:
        return {name: min(max(factor * measure[name], least[name]), most[name]) for name in measure}

    bends = sorted({bound[name] / measure[name] for name in measure for bound in (least, most)})
    below = 0.0
    for above in bends:
        if sum(at(above).values()) >= total:
            break
        below = above
    low, high = at(below), at(above)
    reach = sum(high.values()) - sum(low.values())
    part = (total - sum(low.values())) / reach if reach > 0 else 0.0
    return {name: low[name] + part * (high[name] - low[name]) for name in measure}


def _measures(
    populations: Mapping[str, int], rule: Allocation, deviations: Mapping[str, float], source: str
) -> dict[str, float]:
    if rule is Allocation.EQUAL:
        return dict.fromkeys(populations, 1.0)
    if rule is Allocation.PROPORTIONAL:
        return {name: float(count) for name, count in populations.items()}
    lacking = [name for name in populations if name not in deviations]
    if lacking:
        why = "Phân bổ Neyman cần độ lệch chuẩn của mọi tầng; thiếu tầng «{name}»."
        raise bad_design("no_deviation", source, why, todo="Hãy ghi thêm vào deviations.", name=lacking[0])
    # Where all answer alike nobody more is asked, until the other strata have given all they have.
    alike = max(*deviations.values(), 1.0) * 1e-9
    return {name: count * max(deviations[name], alike) for name, count in populations.items()}


def _rounded(ideal: Mapping[str, float], total: int, populations: Mapping[str, int]) -> dict[str, int]:
    """Whole numbers nearest to the ideal that keep the sum; ties go to the stratum that stands first."""
    sizes = {name: math.floor(round(share, 9)) for name, share in ideal.items()}
    order: Sequence[str] = sorted(ideal, key=lambda name: -(ideal[name] - sizes[name]))
    lacking = total - sum(sizes.values())
    for name in [name for name in order if sizes[name] < populations[name]][:lacking]:
        sizes[name] += 1
    return sizes
