namespace FlowLang.Runtime;

/// <summary>The metrics of a program that is served, under the names that Prometheus has them by.</summary>
public static class MetricNames
{
    public const string Pipelines = "flow_pipelines";
    public const string Failing = "flow_pipelines_failing";
    public const string PipelineLate = "flow_pipeline_late";
    public const string QueueWait = "flow_queue_wait_seconds";
    public const string Running = "flow_runs_running";
    public const string Queued = "flow_runs_queued";
    public const string Ended = "flow_runs_ended_total";
    public const string Retried = "flow_runs_retried_total";
    public const string Rows = "flow_rows_total";
    public const string Duration = "flow_run_duration_seconds";
    public const string StartLag = "flow_run_start_lag_seconds";
    public const string StreamUp = "flow_stream_up";
    public const string StreamRate = "flow_stream_rate_per_second";
    public const string StreamLag = "flow_stream_lag";
    public const string StreamState = "flow_stream_state_bytes";
    public const string WatermarkDelay = "flow_stream_watermark_delay_seconds";
    public const string DeadLetters = "flow_stream_dead_letters_total";
    public const string LateRows = "flow_stream_late_rows_total";
    public const string BrokenExpectations = "flow_stream_expectation_violations_total";
}
