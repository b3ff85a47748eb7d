using System.Collections.Immutable;
using System.Diagnostics;
using FlowLang.Emit.Sql.Dialects;
using FlowLang.Emit.Sql.Json;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp;

/// <summary>Topics that a cluster reads and writes in batches.</summary>
internal static class TopicEmitter
{
    /// <summary>A source, with `columns` and `needsOrigin` in scope.</summary>
    public static string Source(BoundEndpoint topic) =>
        $"new ClusterTopicSource({Place(topic)}, columns) {{ NeedsOrigin = needsOrigin }}";

    /// <summary>A sink of rows as JSON; Spark's SQL writes both value and key.</summary>
    public static string Sink(BoundEndpoint topic, ImmutableArray<RowField> row, ImmutableArray<string> key)
    {
        string value = Literals.Text(Json(row));
        string made = key.IsEmpty ? "null" : Literals.Text(Json([.. key.Select(name => row.Single(f => f.Name == name))]));
        return $"new ClusterTopicSink({Place(topic)}, {value}, {made})";
    }

    private static string Json(ImmutableArray<RowField> fields) =>
        SparkDialect.Instance.RowAsJson([.. fields.Select(f => JsonColumn.Of(null, f))]).Text;

    private static string Place(BoundEndpoint topic)
    {
        ImmutableArray<string> brokers = topic.Connection?.Options.FirstOrDefault(o => o.Name == "brokers")?.Value is TextListOption list
            ? list.Values
            : throw new UnreachableException("a topic without brokers");
        string name = new OptionValues(topic.Options).Text(topic.Descriptor.Arguments[0].Name) ?? "\"\"";
        return $"new TopicPlace({Literals.Text(topic.Connection.Name)}, {Literals.List(brokers.Select(Literals.Text))}, {name})";
    }
}
