"""The CloudFormation template: what this product needs in AWS and does not make itself, as a document to deploy."""
