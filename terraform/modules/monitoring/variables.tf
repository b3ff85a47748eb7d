variable "name" {
  description = "Prefix of metrics, policies and the dashboard."
  type        = string
}

variable "program" {
  description = "Name of the program, as its log says it."
  type        = string
}

variable "group" {
  description = "Name of the group of machines, with which their names begin."
  type        = string
}

variable "emails" {
  description = "Who is told of what is wrong."
  type        = set(string)
}

variable "slas" {
  description = "Pipelines that promise to be done in time: name to how many seconds may pass between two good runs."
  type        = map(number)

  validation {
    condition     = alltrue([for seconds in values(var.slas) : seconds >= 60 && seconds <= 84600])
    error_message = "Cloud Monitoring watches for 1 minute to 23 hours and 30 minutes: slas must lie between 60 and 84600 seconds."
  }
}

variable "expectations" {
  description = "Tells of expectations that did not hold, besides those that let a run fail."
  type        = bool
}

variable "streams" {
  description = "Pipelines that run until they are stopped; shown on the dashboard."
  type        = list(string)
}
