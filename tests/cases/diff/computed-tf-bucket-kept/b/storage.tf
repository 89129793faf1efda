# the one with the reports
resource "aws_s3_bucket" "files" {
  tags   = { team = "data" }
  bucket = "reports"
}

resource "aws_sqs_queue" "other" {}
