"""How a claim is judged.

The spine, in the order in which a claim walks along it:

    paper, claim     what is stated: a paper, its claims, their proofs as chains of expressions and reasons
    step             one link of a chain, the interface of the rules that judge it, and what a rule finds
    obligation       what a step owes besides: conditions as data, discharged by one engine
    chapters         the derivations that a target names
    run              claims in order: from the ledger where they are known, judged where they are not
    judge            the walk of one claim: domain, steps, statement, checks, each beside a refutation attempt
    refuting         which attempt fits a step: points, exact matrices, or sampling
    evidence         what was found, as data
    ledger           evidence on disk, found again by content
    status           the verdict, computed from evidence and from what the claim rests on
    support          what a result rests on without proof: named with it, never washed away
    provenance       whose code judged: the project's own, or that of whoever uses it
    replay           a certificate recomputed, nothing in it believed
    verdict          the nine things that can be said

    language         the words of derivations, in one import

Around it stand the rooms that it calls: ``rules`` (each judges one kind of step), ``checks`` (each gathers evidence of
another kind), ``matrices`` (random matrices: normal forms, expectations, refutations), ``engines`` (domains, points,
signs, limits), ``exponents`` (certificates of scaling exponents) and ``property_test`` (formulas instead of claims).
"""
