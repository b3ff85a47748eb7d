using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>Rows that Spark's tasks append to a topic, one JSON object each.</summary>
internal sealed class TopicFeed(SparkBatch spark, ClusterTopicSink sink, SparkRowSet rows)
{
    public async Task<PreparedWrite> AppendAsync(CancellationToken cancel)
    {
        try
        {
            return await SendAsync(cancel);
        }
        catch (FlowException e) when (SparkErrors.IsOther(e))
        {
            throw SparkErrors.Topic(sink.Name, "write to", e);
        }
    }

    private async Task<PreparedWrite> SendAsync(CancellationToken cancel)
    {
        string key = sink.KeySql is { } sql ? $"{sql} AS key, " : "";
        SparkQuery query = await spark.QueryAsync(
            $"SELECT {key}{sink.ValueSql} AS value FROM (\n{rows.Sql}\n)", $"write to {sink.Name}", cancel);
        SparkWrite write = new(TopicPlace.Format, SparkWriteMode.Append)
        {
            Options = sink.Place.Writing,
        };
        await spark.Session.WriteAsync(query, write, spark.Watch(sink.Name), cancel);

        // Spark's connector counts nothing; it ends well only where the brokers have acknowledged each record.
        return new PreparedWrite(rows.Rows);
    }
}
