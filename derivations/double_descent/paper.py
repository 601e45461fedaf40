"""The paper that this chapter is about, and its table of contents."""

from lemmata.verifier.paper import Paper

PAPER = Paper(
    "double_descent",
    "Interpolating regression and double descent",
    "McKelvey, arXiv 2304.08113v1 (17 April 2023); Hastie, Montanari, Rosset, Tibshirani, arXiv 1903.08560v5; "
    "Belkin, Hsu, Xu, arXiv 1903.07571v2",
    contents={
        "Nested designs": "what one more feature does to the singular values and to the variance",
        "Minimum norm": "the error, the bound by the least singular value, and what it does not show",
        "Gaussian designs": "some of the features fitted: exact errors on both sides of the peak, and at it",
        "Beyond the peak": "the minimum of the overparametrised side",
        "Least singular value": "the law of that of a square Gaussian matrix",
        "Ridge": "the peak removed",
    },
)
