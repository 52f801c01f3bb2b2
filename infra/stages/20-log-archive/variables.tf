variable "organisation" {
  description = "Output of 10-organisation."
  type        = object({ id = string })
}
