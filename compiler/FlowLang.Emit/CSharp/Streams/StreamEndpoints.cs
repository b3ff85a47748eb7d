using System.Globalization;
using FlowLang.Planning.Stream;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>Streams, stores and side outputs as calls of the runtime's connectors.</summary>
internal static class StreamEndpoints
{
    /// <summary>Whether rows, state and positions of a stream can be kept there.</summary>
    public static bool CanStore(BoundEndpoint sink) => CanTakeSide(sink) || IsChanges(sink) || IsScreen(sink);

    /// <summary>Whether rows can go there that are not of the store's transaction.</summary>
    public static bool CanTakeSide(BoundEndpoint sink) => (sink.Connector.Name, sink.Descriptor.Name) switch
    {
        ("postgres", "table") or ("files", _) => true,
        ("kafka", "topic") => sink.Choice("format") is null or "json" or "csv" or "avro" && sink.Choice("envelope") is null or "none",
        _ => false,
    };

    /// <param name="isShared">Several instances read it.</param>
    /// <param name="decoder">The class that reads its records.</param>
    public static string Source(StreamSymbol stream, bool isShared, string decoder)
    {
        // The one instance comes back under the name that it had: its partitions are its own at once, also after a crash.
        string topic = EndpointEmitter.Argument(stream.Endpoint);
        string start = Names.Pascal(stream.Endpoint.Choice("start") ?? "earliest");
        string schemas = StreamFormats.Of(stream) == StreamFormat.Avro ? $", HasSchemas = true, Columns = {decoder}.Columns" : "";
        string name = isShared ? "" : $", InstanceId = {topic}";
        return $"{EndpointEmitter.ConnectionOf(stream.Endpoint)}.Topic({topic}, "
            + $"new TopicSourceOptions {{ Start = TopicStart.{start}{name}{schemas} }})";
    }

    /// <summary>The input of what stands behind a repartition topic.</summary>
    public static string Carried(StreamSymbol carried) =>
        $"new StreamInput({Literals.Text(RepartitionPlan.Word)}, {EndpointEmitter.ConnectionOf(carried.Endpoint)}"
        + ".Topic(run.RepartitionTopic, new TopicSourceOptions { TakesAway = true }))";

    /// <summary>The store of a stream up to a repartition topic.</summary>
    /// <param name="feed">The stream's number.</param>
    /// <param name="topic">The topic.</param>
    public static string Feed(int feed, BoundEndpoint topic) =>
        string.Create(CultureInfo.InvariantCulture, $"{EndpointEmitter.ConnectionOf(topic)}.Feed({feed}, Feeds[{feed}].Cuts)");

    /// <summary>Null where a bad record makes the stream fail.</summary>
    public static string? DeadLetters(StreamSymbol stream) =>
        stream.Endpoint.Find("on_bad_record") is CallOption { Name: "dead_letter" } call && call.Find("topic") is { } topic
            ? $"{EndpointEmitter.ConnectionOf(stream.Endpoint)}.DeadLetters({OptionValues.TextOf(topic)})"
            : null;

    /// <summary>The place of `dead_letter(to: …)`; null where bad records go elsewhere.</summary>
    public static BoundEndpoint? DeadLetterSink(StreamSymbol stream) =>
        (stream.Endpoint.Find("on_bad_record") is CallOption call ? call.Find("to") as SinkOption : null)?.Sink;

    /// <summary>Where rejects, late rows and dead letters go.</summary>
    public static IEnumerable<BoundEndpoint> SideSinks(StreamPlan plan) =>
        plan.Routes.SelectMany(route => StreamPlanner.LateSinks(route.Query).Append(route.Write.Rejects))
            .Concat(plan.Reads.Select(read => DeadLetterSink(read.Stream))).OfType<BoundEndpoint>();

    /// <summary>The store of all writes of a pipeline.</summary>
    public static string Store(IReadOnlyList<(BoundWrite Write, RowType Row)> writes)
    {
        BoundEndpoint first = writes[0].Write.Sink;
        if (IsScreen(first))
        {
            IEnumerable<string> tables = writes.Select(w => $"({Literals.Text(w.Write.Name)}, {EndpointEmitter.ShownRows(w.Write.Sink)})");
            return $"new ConsoleStore([{string.Join(", ", tables)}])";
        }

        if (FolderEmitter.Is(first))
        {
            return FolderEmitter.Store(writes);
        }

        bool isTopic = first.Descriptor.Name == "topic";
        IEnumerable<string> targets = writes.Select(w => isTopic
            ? Topic(w.Write.Sink, Literals.Columns(w.Row.Fields))
            : Table(w.Write.Sink, w.Write.Mode.ToString(), Literals.Columns(Keyed(w))));
        string connection = EndpointEmitter.ConnectionOf(first);
        string delivery = writes.All(w => w.Write.Delivery == Delivery.ExactlyOnce) ? "ExactlyOnce" : "AtLeastOnce";
        return isTopic
            ? $"{connection}.Store([{string.Join(", ", targets)}], new TopicStoreOptions {{ Delivery = TopicDelivery.{delivery} }})"
            : $"new PostgresStreamStore({connection}, [{string.Join(", ", targets)}])";
    }

    public static string Side(BoundEndpoint endpoint, string columns) => endpoint.Descriptor.Name switch
    {
        "topic" => $"{EndpointEmitter.ConnectionOf(endpoint)}.Output({Topic(endpoint, columns)})",
        GivenConnector.Word => $"new GivenOutput({Literals.Text(endpoint.Text("name") ?? "")})",
        _ => $"new PostgresOutput({EndpointEmitter.ConnectionOf(endpoint)}, {Table(endpoint, "Append", columns)})",
    };

    private static bool IsChanges(BoundEndpoint sink) =>
        sink.Descriptor.Name == "topic" && sink.Choice("envelope") == "debezium" && sink.Choice("format") is null or "json" or "avro";

    // Rows of a test are shown to it alone.
    private static bool IsScreen(BoundEndpoint sink) => sink.Connector.Name is "console" or GivenConnector.Word;

    private static string Topic(BoundEndpoint endpoint, string columns)
    {
        string key = endpoint.Find("key") is TextListOption { Values: var names } ? Literals.List(names.Select(Literals.Text)) : "[]";
        List<string> options = [.. KafkaEmitter.TopicOptions(new OptionValues(endpoint.Options))];
        string? format = endpoint.Choice("format") switch
        {
            "avro" when IsChanges(endpoint) => "DebeziumAvro",
            _ when IsChanges(endpoint) => "Debezium",
            "csv" => "Csv",
            "avro" => "Avro",
            _ => null,
        };
        if (format is not null)
        {
            options.Add($"Format = TopicFormat.{format}");
        }

        string more = options.Count == 0 ? "" : $" {{ {string.Join(", ", options)} }}";
        return $"new TopicTarget({EndpointEmitter.Argument(endpoint)}, {columns}, {key}){more}";
    }

    private static IEnumerable<RowField> Keyed((BoundWrite Write, RowType Row) write) =>
        write.Row.Fields.Select(f => f with { IsKey = write.Write.Key.Contains(f.Name) });

    private static string Table(BoundEndpoint endpoint, string mode, string columns) =>
        $"new TableTarget({EndpointEmitter.Argument(endpoint)}, "
        + $"{EndpointEmitter.TableOptions(mode, [], null, new OptionValues(endpoint.Options))}, {columns})";
}
