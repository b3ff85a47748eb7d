using FlowLang.Runtime;
using FlowLang.Scheduling.Serving;

namespace FlowLang.Scheduling.Tests.Serving;

/// <summary>What is shown of a stream, from the samples of its engines.</summary>
public sealed class StreamMeterTests
{
    private static readonly DateTimeOffset s_noon = new(2024, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly StreamStatus s_blank = new("live", RunPhase.Running, false, 0, 0, 0, 0, null, null, 0, null);
    private readonly VirtualTime _time = new(s_noon);
    private readonly StreamMeter _meter;

    public StreamMeterTests() => _meter = new StreamMeter(_time);

    [Fact]
    public void Before_a_sample_nothing_is_known() => Assert.Equal(s_blank, _meter.Status(s_blank));

    [Fact]
    public void Lag_is_what_is_between_the_next_record_and_the_end()
    {
        _meter.Add(Sample(0, 10) with { Partitions = [new("t", 0, 40, 100, s_noon), new("t", 1, 70, 70, s_noon)] });
        StreamStatus status = _meter.Status(s_blank);
        Assert.Equal(60, status.Lag);
        Assert.Equal([60L, 0L], status.Partitions.Select(p => p.Lag ?? -1));
    }

    [Fact]
    public void Lag_of_a_partition_whose_end_is_not_known_is_not_made_up()
    {
        _meter.Add(Sample(0, 10) with { Partitions = [new("t", 0, 40, 100, s_noon), new("t", 1, 70, null, s_noon)] });
        Assert.Null(_meter.Status(s_blank).Lag);
    }

    [Fact]
    public void The_rate_is_of_the_last_minute_and_falls_to_none_when_nothing_comes()
    {
        for (int second = 0; second <= 120; second++)
        {
            _meter.Add(Sample(0, second * 100L));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(_meter.Status(s_blank).RecordsPerSecond, 95, 105);
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(0, _meter.Status(s_blank).RecordsPerSecond);
        Assert.Equal(12_000, _meter.Status(s_blank).Records);
    }

    [Fact]
    public void Engines_of_one_partition_each_are_one_stream()
    {
        _meter.Add(Sample(0, 10) with { Watermark = s_noon, StateBytes = 5, Partitions = [new("t", 0, 10, 12, s_noon)] });
        _meter.Add(Sample(1, 20) with { Watermark = s_noon.AddHours(-1), StateBytes = 7, Partitions = [new("t", 1, 20, 20, s_noon)] });
        StreamStatus status = _meter.Status(s_blank);
        Assert.Equal((30, 2, 12, s_noon.AddHours(-1)), (status.Records, status.Lag, status.StateBytes, status.Watermark));
        Assert.Equal([0, 1], status.Partitions.Select(p => p.Partition));
    }

    [Fact]
    public void An_engine_whose_partition_went_elsewhere_counts_and_lags_no_more()
    {
        _meter.Add(Sample(0, 10) with { Watermark = s_noon, Partitions = [new("t", 0, 10, 12, s_noon)] });
        _meter.Add(Sample(1, 20) with { Watermark = s_noon.AddHours(-1), Partitions = [new("t", 1, 20, 90, s_noon)] });
        _meter.Add(Sample(1, 25));
        StreamStatus status = _meter.Status(s_blank);
        Assert.Equal((35, 2, s_noon), (status.Records, status.Lag, status.Watermark));
    }

    [Fact]
    public void What_an_expectation_found_in_each_part_is_one_number()
    {
        ExpectationResult found = new("fares are sane", Severity.Warn, 0, null, "main.flow", 3);
        ExpectationResult other = found with { Line = 9, Violations = 1, Sample = "{\"fare\":\"-1\"}" };
        _meter.Add(Sample(0, 10) with { Expectations = [found, other] });
        _meter.Add(Sample(1, 20) with { Expectations = [found with { Violations = 2, Sample = "{\"fare\":\"-2\"}" }, other] });
        _meter.Add(Sample(1, 25) with { Expectations = [found with { Violations = 5, Sample = "{\"fare\":\"-2\"}" }, other] });

        Assert.Equal(
            [found with { Violations = 5, Sample = "{\"fare\":\"-2\"}" }, other with { Violations = 2 }],
            _meter.Status(s_blank).Expectations.AsEnumerable());
    }

    private static StreamSample Sample(int part, long records) => new(part, records, 0, 0);
}
