"""The local CloudFormation: ministack, and what it lacks to call a registered type's handlers.

In the order in which a request passes through it:

``engine``               runs ministack with everything below installed in it
``installation``         puts what follows into ministack
``ministack_internals``  the private parts of ministack that are used, one line and a reason each
``registration``         makes ministack know the type
``bridge``               creates, updates, deletes, reads and imports the type's resources by its handlers
``half_made``            keeps what a failed create left, until a rollback or a deletion removes it
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
``described_type``       tells a type's schema where no registry does
``aws_phone_number``     a stand-in for AWS::Connect::PhoneNumber, for those who migrate from it
``handlers``             calls one handler until it is done
``function``             invokes the function once
``facts``                what this project believes of CloudFormation
``schema``               what CloudFormation reads from the type's schema
``clock``                waits: for real, or by moving the simulator's clock
"""
