using System.Collections.Immutable;
using System.Globalization;

namespace FlowLang.Connectors.Spark;

/// <summary>A topic that Spark reads and writes by its own connector (the options of Spark's Kafka integration guide).</summary>
/// <param name="Connection">The name of the `kafka` connection in the program.</param>
/// <param name="Brokers"><c>host:port</c>, as Spark's tasks reach them.</param>
/// <param name="Topic">Its name.</param>
public sealed record TopicPlace(string Connection, ImmutableArray<string> Brokers, string Topic)
{
    internal const string Format = "kafka";

    internal string Title => string.Create(CultureInfo.InvariantCulture, $"{Connection}.topic(\"{Topic}\")");

    /// <summary>For readers: records of transactions that were given up are left out; brokers that are away are noticed sooner.</summary>
    internal ImmutableDictionary<string, string> Reading => Reached
        .Add("kafka.isolation.level", "read_committed")
        .Add("kafka.request.timeout.ms", "10000")
        .Add("kafka.default.api.timeout.ms", "20000")
        .Add("fetchOffset.numRetries", "1");

    internal ImmutableDictionary<string, string> Writing => Reached.Add("topic", Topic).Add("kafka.max.block.ms", "20000");

    private ImmutableDictionary<string, string> Reached =>
        ImmutableDictionary<string, string>.Empty.Add("kafka.bootstrap.servers", string.Join(',', Brokers));
}
