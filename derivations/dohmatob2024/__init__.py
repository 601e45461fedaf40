"""Dohmatob, Feng, Kempe: "Model Collapse Demystified: The Case of Regression" (arXiv 2402.07712, NeurIPS 2024).

Each module is a part of the paper: its claims in order, each with its statement, assumptions, proof and source. What
the paper prints is stated as it stands and judged like everything else; where it is refuted, the corrected claim is
named.
"""

from derivations.dohmatob2024 import (
    part0_random_matrices,
    part0_tools,
    part1_classical,
    part1_peak,
    part2_ridge,
    part2_ridge_isotropic,
    part3_growing_data,
    part3_growth,
    part3_growth_ridge,
    part3_unequal_data,
    part4_any_sizes,
    part4_chain_moments,
    part4_chain_recursion,
    part4_general_covariance,
    part4_isotropic_risk,
    part4_printed,
    part4_reused_designs,
    part5_constants,
    part5_power_laws,
    part6_ridge_generators,
    part7_accumulation,
    part7_exact_optimum,
    part7_mixing,
    part7_optimal_ridge,
    part7_regularisation,
    part7_shrunken_signal,
    part7_weak_directions,
)
from derivations.dohmatob2024.paper import PAPER

__all__ = [
    "PAPER",
    "part0_random_matrices",
    "part0_tools",
    "part1_classical",
    "part1_peak",
    "part2_ridge",
    "part2_ridge_isotropic",
    "part3_growing_data",
    "part3_growth",
    "part3_growth_ridge",
    "part3_unequal_data",
    "part4_any_sizes",
    "part4_chain_moments",
    "part4_chain_recursion",
    "part4_general_covariance",
    "part4_isotropic_risk",
    "part4_printed",
    "part4_reused_designs",
    "part5_constants",
    "part5_power_laws",
    "part6_ridge_generators",
    "part7_accumulation",
    "part7_exact_optimum",
    "part7_mixing",
    "part7_optimal_ridge",
    "part7_regularisation",
    "part7_shrunken_signal",
    "part7_weak_directions",
]
