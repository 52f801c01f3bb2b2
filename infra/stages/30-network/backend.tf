# Bucket, key and region are given at init: see GUIDE.md. The lock is S3's own (use_lockfile).
terraform {
  backend "s3" {
    encrypt      = true
    use_lockfile = true
  }
}
