"""The local CloudFormation: ministack, and what it lacks to register types and call their handlers.

In the order in which a request passes through it:

``engine``               runs ministack with everything below installed in it
``installation``         puts what follows into ministack
``ministack_internals``  the private parts of ministack that are used, one line and a reason each

A registry:

``registry_api``         the registry's actions, in the API reference's words; ``query_protocol`` reads and writes them,
                         ``model_constraints`` checks them
``registry``             types, versions, default versions; ``registry_views`` is what answers show of them
``registrations``        from an uploaded package (``packages``, ``objects``) to a version
``contract_tests``       what a registration and ``type_tests`` run on a package
``type_configurations``  a type's configuration in an account and Region
``execution_role``       the credentials that a type's handlers get
``functions``            a package's jar in a JVM of its own
``aws_registry``         AWS's own types of the registry

Stacks of registered types:

``registration``         makes ministack know the types; ``registered_types`` finds a type's default version
``bridge``               creates, updates, deletes, reads and imports by handlers; ``version_bridges`` makes it
``half_made``            keeps what a failed create left, until a rollback or a deletion removes it
``kept_dependencies``    keeps what a resource refers to that could not be deleted
``parallel_resources``   creates and deletes independent resources at the same time
``operations_ahead``     the operations that run ahead of ministack
``held_answers``         holds back the answers about what is in progress
``cloud_control``        serves AWS Cloud Control's calls for registered types, with:
  ``cloud_control_input``        what the service's model allows in a call
  ``cloud_control_resources``    the calls on resources of a type
  ``cloud_control_identifiers``  how a call names a resource
  ``cloud_control_states``       what a resource may be created as or changed to
  ``cloud_control_requests``     the calls that are carried out while their callers ask how far they are
  ``cloud_control_errors``       what calls are refused with
``aws_phone_number``     a stand-in for AWS::Connect::PhoneNumber, for those who migrate from it
``aws_connect``          stand-ins for AWS::Connect::Instance, ::ContactFlow and ::TrafficDistributionGroup
``aws_stand_in``         how ministack calls such a stand-in, by the type's own schema
``connect_api``          the stand-ins' client of the simulator
``handlers``             calls one handler until it is done
``function``             invokes the function once
``facts``                what this project believes of CloudFormation
``schema``               what CloudFormation reads from a type's schema
``clock``                waits: for real, or by moving the simulator's clock
``threads``              work beside the request that asks for it
"""
