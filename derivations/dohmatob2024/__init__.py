"""Dohmatob, Feng, Kempe: "Model Collapse Demystified: The Case of Regression" (arXiv 2402.07712, NeurIPS 2024).

The modules follow the sections of the paper and its appendices; ``beyond`` holds what follows from it. Each claim has
its statement, assumptions, proof and source. What the paper prints is stated as it stands and judged like everything
else; where it is refuted, the corrected claim is named.
"""

from lemmata.derivations.dohmatob2024 import (
    section_3_setting,
    section_3_one_design,
    section_4_1_clean,
    section_4_1_error_law,
    section_4_1_growth,
    section_4_1_growing_data,
    section_4_2_ridge,
    section_4_2_isotropic,
    section_4_3_growth,
    section_4_3_general_covariance,
    section_4_3_recursion,
    section_4_3_same_designs,
    section_4_3_isotropic,
    section_4_3_printed,
    theorem_4_6_moments,
    theorems_4_5_and_4_6,
    theorem_4_6_any_sizes,
    section_5_power_laws,
    section_5_constants,
    appendix_f,
    appendix_g_noisy_regime,
    appendix_i_lemma_1,
    appendix_i_lemma_2,
    beyond,
)
from lemmata.derivations.dohmatob2024.paper import PAPER

__all__ = [
    "PAPER",
    "appendix_f",
    "appendix_g_noisy_regime",
    "appendix_i_lemma_1",
    "appendix_i_lemma_2",
    "beyond",
    "section_3_one_design",
    "section_3_setting",
    "section_4_1_clean",
    "section_4_1_error_law",
    "section_4_1_growing_data",
    "section_4_1_growth",
    "section_4_2_isotropic",
    "section_4_2_ridge",
    "section_4_3_general_covariance",
    "section_4_3_growth",
    "section_4_3_isotropic",
    "section_4_3_printed",
    "section_4_3_recursion",
    "section_4_3_same_designs",
    "section_5_constants",
    "section_5_power_laws",
    "theorem_4_6_any_sizes",
    "theorem_4_6_moments",
    "theorems_4_5_and_4_6",
]
