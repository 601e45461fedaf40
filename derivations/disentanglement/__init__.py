"""Disentangled representations: factors of variation that a code keeps apart, in one stage of learning or in several.

Srivastava and others learn factors first, under a penalty on the code that costs detail, and let a second stage restore
the detail. Locatello and others show that independent factors cannot be identified from their law alone; Higgins and
others say what factors are by the groups that act on them. Of the first paper the abstract was at hand, of the others
nothing: what stands here is derived anew, and no claim on what is printed.

Proved: two independent uniform factors, made normal, turned by any angle and made uniform again, have the same law (the
density by change of variables, the Jacobian entry by entry, its determinant 1), although every new factor moves with
every old one; so for any number of factors by reflections. Among the 720 bijections of Z_2 x Z_3, all of which keep the
uniform law, 12 are disentangled and 6 turn with both factors, and these are turns themselves; turning with one factor
does not disentangle. One direction of a linear autoencoder: where its loss is at rest the error of reconstruction is
B sigma^2 for a penalty that counts B times, and directions of smaller variance are lost, which a second stage can mend.

Out of reach: networks that are trained, and measures of disentanglement on images, which are experiments; that the
point of rest of the autoencoder is the best one where it codes (where it does not, this is proved); codes of infinite
groups beyond the line and the plane.
"""

from lemmata.derivations.disentanglement import rotation, reflection, actions, stages
from lemmata.derivations.disentanglement.paper import PAPER

__all__ = ["PAPER", "actions", "reflection", "rotation", "stages"]
