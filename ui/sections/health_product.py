"""What runs here, and how to take out what is stored: versions and exports.

The datasets themselves are in `report/datasets.py`; the command that prints them in `collector/commands/export.py`.
"""

import platform
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from typing import Final

import streamlit as st

from deliverability.product import VERSION
from report.datasets import DATASETS
from report.health import PRODUCT
from ui import parts
from ui.context import t
from ui.markdown import escaped

LIBRARIES: Final = ("streamlit", "plotly", "pandas", "sqlite-utils")
EXPORT: Final = "python -m collector export {dataset} --format csv > {dataset}.csv"


def versions(collector: Mapping[str, str]) -> None:
    """Those of the collector, as it told them at its start, and those of this dashboard."""
    st.header(t("Versions"), anchor=False)
    left, right = st.columns(2, gap="medium")
    with left:
        _versions(t("Collector"), collector)
    with right:
        _versions(t("Dashboard"), _own_versions())


@cache
def _own_versions() -> Mapping[str, str]:
    return {PRODUCT: VERSION, "Python": platform.python_version(), **{name: version(name) for name in LIBRARIES}}


def _versions(title: str, told: Mapping[str, str]) -> None:
    with st.container(border=True, gap="xsmall", height="stretch"):
        st.markdown(f"**{escaped(title)}** {escaped(told.get(PRODUCT, t('version not told: start it again')))}")
        st.caption(" · ".join(escaped(f"{name} {number}") for name, number in told.items() if name != PRODUCT))


def exports() -> None:
    """Every dataset; of the one chosen the command that prints it, and its columns."""
    st.header(t("Export"), anchor=False)
    names = list(DATASETS)
    chosen = st.pills(t("Dataset"), names, default=names[0], required=True, key="dataset", label_visibility="collapsed")
    parts.command(EXPORT.format(dataset=chosen))
    st.caption(escaped(t("Columns: {names}", names=", ".join(DATASETS[chosen].columns))))
    more = t(
        "`--format jsonl` writes JSON lines, `--since` and `--until` choose the time, `--mask` hides e-mail addresses."
    )
    st.caption(escaped(more))
