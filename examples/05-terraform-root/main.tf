terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

variable "region" {
  description = "Region in which the agent runs"
  type        = string
  default     = "us-east-1"
}

provider "aws" {
  region = var.region
}

# The module is what `rolecast emit` wrote: see README.md.
module "agent_runtime" {
  source = "./modules/agent-runtime"

  agent_name = "hello"
}

output "execution_role_arn" {
  description = "What AgentCore Runtime takes as the execution role"
  value       = module.agent_runtime.role_arn
}
