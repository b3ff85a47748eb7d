using System.Text;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Binding.Declarations;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;

namespace FlowLang.Planning.Stream;

/// <summary>
/// Prints a pipeline of streams: what it reads, how the watermark comes about, what is remembered, and how often effects are there.
/// </summary>
public static class StreamPrinter
{
    /// <param name="plan">The pipeline.</param>
    /// <param name="program">The program's name, with which topics of its own begin.</param>
    public static string Print(StreamPlan plan, string program = "PROGRAM")
    {
        ArgumentNullException.ThrowIfNull(plan);
        StringBuilder text = new();
        foreach (StreamRead read in plan.Reads)
        {
            Read(read.Stream, text);
        }

        if (plan.Pipeline.Bound.Relays is { IsEmpty: false } relays)
        {
            return string.Concat(relays.Select(r => $"carry {r.Source.Span.Text} to {r.Sink.Span.Text}: at_least_once\n"))
                + "  once more after a crash: what `source.sequence` of a change says is the same each time\n"
                + "  position: flow.captures in the captured database, moved when the broker has acknowledged"
                + (relays.Length > 1 ? " those of all tables\n" : "\n");
        }

        foreach (StreamRoute route in plan.Routes)
        {
            Route(plan, route, text);
        }

        if (plan.Repartition is { } halves)
        {
            Repartition(plan, halves, program, text);
        }
        else if (plan.Pipeline.Bound.Instances is > 1 and var instances)
        {
            text.Append($"instances: {instances} share the partitions of the topic\n");
            text.Append("  each partition by itself, with groups, a watermark and commits of its own: a key is in one of them\n");
            text.Append("  a partition that moves to another instance takes its state along, by way of the target\n");
        }

        text.Append(plan.CommitEvery is { } every
            ? $"commit: every {DurationText.Of(every)}\n"
            : "commit: as often as the target takes it\n");
        return text.ToString();
    }

    private static void Read(StreamSymbol stream, StringBuilder text)
    {
        text.Append($"read {stream.Name} from {stream.Endpoint.Span.Text}\n");
        if (stream.Time is { } time)
        {
            text.Append($"  watermark of a partition: highest {time.Path} - {DurationText.Of(time.Lag)}, never falling\n");
            text.Append("  watermark: lowest of all partitions");
            text.Append(time.Idle is { } idle ? $" with records in the last {DurationText.Of(idle)}\n" : "\n");
            text.Append(time.MaxAhead is { } ahead
                ? $"  a record more than {DurationText.Of(ahead)} ahead of the clock is a dead letter\n"
                : "");
        }

        text.Append(stream.Endpoint.Find("on_bad_record") is Semantics.Connectors.CallOption { Name: "dead_letter" } call
            ? $"  bad records: dead letters in {Place(call)}\n"
            : "  bad records: the stream fails\n");
    }

    private static void Repartition(StreamPlan plan, RepartitionPlan halves, string program, StringBuilder text)
    {
        string streams = string.Join(" and ", plan.Reads.Select(read => read.Stream.Name));
        text.Append($"instances: {plan.Pipeline.Bound.Instances} share the partitions of {streams}, and those of a topic between\n");
        text.Append($"repartition: topic {program}.{halves.Topic} with as many partitions as the largest of them, ")
            .Append($"{plan.Pipeline.Bound.Instances} or more; made where it is missing\n");
        foreach (RepartitionCut cut in halves.Cuts)
        {
            text.Append($"  {cut.Route.Write.Name}: rows of {plan.Reads[cut.Feed].Stream.Name} ").Append(cut.Key switch
            {
                null => "as they come, for nothing brings them together\n",
                [] => "all in one partition: no key is common to all that is remembered of them\n",
                _ => $"by {string.Join(", ", cut.By)}\n",
            });
            foreach (string line in PlanPrinter.Print(cut.Route.Query).TrimEnd('\n').Split('\n'))
            {
                text.Append("    ").Append(line).Append('\n');
            }
        }

        text.Append("  in: a transaction of rows and positions for each partition of a stream, every ")
            .Append($"{DurationText.Of(RepartitionPlan.CommitEvery(plan))}\n");
        text.Append("  watermark: each row has that of its partition of its stream with it; ")
            .Append("behind the topic it is the lowest of all partitions of a write's streams\n");
        text.Append("  out: each partition of the topic by itself, with groups and commits of its own; ")
            .Append("one that moves to another instance takes its state along, by way of the target\n");
    }

    private static void Route(StreamPlan plan, StreamRoute route, StringBuilder text)
    {
        text.Append($"write {route.Write.Name}: {Word(route.Write.Delivery)}\n");
        foreach (string line in PlanPrinter.Print(route.Query).TrimEnd('\n').Split('\n'))
        {
            text.Append("  ").Append(line).Append('\n');
        }

        StreamSymbol[] streams =
            [.. plan.Reads.Select(read => read.Stream).Where(read => route.Streams.Any(stream => stream.Name == read.Name))];
        if (streams.Length > 1 && route.HasState)
        {
            string[] waited = [.. streams.Where(stream => stream.Time?.Idle is null).Select(stream => stream.Name)];
            text.Append($"  watermark: lowest of {string.Join(", ", streams.Select(stream => stream.Name))}");
            text.Append(waited.Length == 0
                ? "\n"
                : $"; without new records {string.Join(" and ", waited)} {(waited.Length == 1 ? "holds" : "hold")} it back (no `idle`)\n");
        }

        foreach (string line in StreamState.Of(route))
        {
            text.Append("  ").Append(line).Append('\n');
        }
    }

    private static string? Place(Semantics.Connectors.CallOption letters) => letters.Find("to") is Semantics.Connectors.SinkOption folder
        ? folder.Sink.Span.Text
        : (letters.Find("topic") as Semantics.Connectors.TextOption)?.Value;

    private static string Word(Delivery? delivery) => delivery switch
    {
        Delivery.ExactlyOnce => "exactly_once",
        Delivery.EffectivelyOnce => "effectively_once",
        _ => "at_least_once",
    };
}
