# A phone number by AWS Cloud Control, without a stack. Read docs/terraform.md first: it says what this way cannot do.
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

variable "tags" {
  type    = map(string)
  default = { Team = "Support" }
}

# While true, terraform destroy is refused. To release the number, apply with false, then destroy.
variable "release_protection" {
  type    = bool
  default = true
}

resource "aws_cloudcontrolapi_resource" "hotline" {
  type_name = "Example::Connect::PhoneNumber"

  desired_state = jsonencode({
    TargetArn         = var.target_arn
    Type              = "DID"
    CountryCode       = var.country_code
    Description       = var.description
    ReleaseProtection = var.release_protection
    # Sorted by their keys, as a read returns them: Terraform names the tag that changes by its place.
    Tags = [for key in sort(keys(var.tags)) : { Key = key, Value = var.tags[key] }]
  })
}

output "arn" {
  value = aws_cloudcontrolapi_resource.hotline.id
}

output "address" {
  value = jsondecode(aws_cloudcontrolapi_resource.hotline.properties)["Address"]
}
