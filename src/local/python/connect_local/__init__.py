"""A local CloudFormation for the resource type of this repository.

In the order in which a request passes through it:

``engine``     runs ministack, the CloudFormation engine, with the bridge in it
``bridge``     sends the type's create, update, delete, read and import to the handlers
``overlap``    creates and deletes independent resources side by side
``handlers``   calls one handler the way CloudFormation does, until it is done
``schema``     what CloudFormation reads from the type's schema
``stand_in``   does for AWS::Connect::PhoneNumber what a migration from it needs
``clock``      waiting: for real, or by moving the simulator's clock

``processes`` and ``stack`` start all of it with the simulator and the handler endpoint;
``local``, ``contract`` and ``demo`` are the commands behind make's targets.
"""
