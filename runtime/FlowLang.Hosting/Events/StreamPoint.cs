namespace FlowLang.Hosting.Events;

/// <summary>A stream at a moment. <paramref name="WatermarkDelay"/> is how many seconds its watermark was behind the clock.</summary>
internal sealed record StreamPoint(DateTimeOffset At, double RecordsPerSecond, long? Lag, double? WatermarkDelay);
