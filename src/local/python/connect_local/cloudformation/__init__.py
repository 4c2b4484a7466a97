"""The local CloudFormation: ministack, and what it lacks to call a registered type's handlers.

In the order in which a request passes through it:

``engine``               runs ministack with everything below installed in it
``installation``         puts what follows into ministack
``ministack_internals``  the private parts of ministack that are used, one line and a reason each
``registration``         makes ministack know the type
``bridge``               creates, updates, deletes, reads and imports the type's resources by its handlers
``half_made``            keeps what a failed create left, until a rollback or a deletion removes it
``kept_dependencies``    keeps what a resource refers to that could not be deleted
``parallel_resources``   creates and deletes independent resources at the same time
``operations_ahead``     the operations that run ahead of ministack
``cloud_control``        serves AWS Cloud Control's calls for the type
``aws_phone_number``     a stand-in for AWS::Connect::PhoneNumber, for those who migrate from it
``aws_connect``          stand-ins for AWS::Connect::Instance, ::ContactFlow and ::TrafficDistributionGroup
``aws_stand_in``         how ministack calls such a stand-in, by the type's own schema
``connect_api``          the stand-ins' client of the simulator
``handlers``             calls one handler until it is done
``function``             invokes the function once
``facts``                what this project believes of CloudFormation
``schema``               what CloudFormation reads from the type's schema
``clock``                waits: for real, or by moving the simulator's clock
"""
