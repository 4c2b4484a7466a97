# A phone number in a CloudFormation stack that Terraform deploys: the way to prefer. docs/terraform.md compares the two.
#
#   terraform init && terraform apply -var target_arn=ARN_OF_YOUR_INSTANCE

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

provider "aws" {}

variable "target_arn" {
  type        = string
  description = "ARN of the Amazon Connect instance or traffic distribution group that the number serves"
}

variable "country_code" {
  type    = string
  default = "US"
}

variable "description" {
  type    = string
  default = "Hotline"
}

resource "aws_cloudformation_stack" "hotline" {
  name          = "terraform-hotline"
  template_body = file("${path.module}/hotline.yml")

  parameters = {
    TargetArn   = var.target_arn
    CountryCode = var.country_code
    Description = var.description
  }

  # CloudFormation puts a stack's tags on the number.
  tags = {
    Team = "Support"
  }
}

output "arn" {
  value = aws_cloudformation_stack.hotline.outputs["PhoneNumberArn"]
}

output "address" {
  value = aws_cloudformation_stack.hotline.outputs["Address"]
}
