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
    public static string Sink(BoundEndpoint topic, ImmutableArray<RowField> row)
    {
        ImmutableArray<string> names = topic.Find("key") is TextListOption { Values: var values } ? values : [];
        ImmutableArray<JsonColumn> key = [.. names.Select(name => JsonColumn.Of(null, row.Single(f => f.Name == name)))];
        SparkDialect spark = SparkDialect.Instance;
        string value = spark.RowAsJson([.. row.Select(f => JsonColumn.Of(null, f))]).Text;
        string made = key switch
        {
            [] => "null",
            [{ Type: TextType } text] => Literals.Text(spark.Quote(text.Name)),
            [var one] => Literals.Text(spark.ValueAsJson(one).Text),
            _ => Literals.Text(spark.RowAsJson(key).Text),
        };
        return $"new ClusterTopicSink({Place(topic)}, {Literals.Text(value)}, {made})";
    }

    private static string Place(BoundEndpoint topic)
    {
        ImmutableArray<string> brokers = topic.Connection?.Options.FirstOrDefault(o => o.Name == "brokers")?.Value is TextListOption list
            ? list.Values
            : throw new UnreachableException("a topic without brokers");
        string name = new OptionValues(topic.Options).Text(topic.Descriptor.Arguments[0].Name) ?? "\"\"";
        return $"new TopicPlace({Literals.Text(topic.Connection.Name)}, {Literals.List(brokers.Select(Literals.Text))}, {name})";
    }
}
