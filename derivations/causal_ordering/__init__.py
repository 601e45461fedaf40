"""Causal ordering: what comes before what in the equilibrium of a system of equations.

Simon reads an order of variables off the zeros of a system of equations: sets of equations that determine as many
variables are solved first, what is left next. Dulmage and Mendelsohn's block triangular form is the same order, drawn
by a perfect matching of equations and variables. Iwasaki and Simon, Dash, and Blom, van Diepen and Mooij ask what it
says of systems that have come to rest, their example being a bathtub. Their texts were not at hand: what stands here is
derived anew, and no claim on what is printed.

Proved, for matrices with independent letters where a variable occurs: the zero pattern of the inverse is reachability
in the block graph, for all systems of three equations (2223 entries of 247 inverses) and of four up to the order of the
equations (31,968 entries); the order does not depend on the matching, has no cycles if and only if there is one
matching, and Hall's theorem holds in these sizes; every claim says at how many points. For the bathtub: its order, its
solution and its motion, that opening the valve changes the outflow at once and not in the end, and that setting the
depth and coming to rest do not commute except at the depth of the equilibrium.

Out of reach: the theorem for every size, whose proof goes along alternating paths, for which there are no words here
(each given system of any size is decided); nonlinear systems beyond the bathtub, where "unless coefficients conspire"
has to be said of functions; cycles that have several equilibria.
"""

from lemmata.derivations.causal_ordering import order, bathtub
from lemmata.derivations.causal_ordering.paper import PAPER

__all__ = ["PAPER", "bathtub", "order"]
