"""A local CloudFormation for the resource type of this repository, and the commands that use it.

``cloudformation``  the CloudFormation engine, and how it calls the type's handlers
``stack``           starts the engine, the handler endpoint and the simulated Amazon Connect, wired to each other
``commands``        what is behind make demo, make contract, make local and make test
"""
