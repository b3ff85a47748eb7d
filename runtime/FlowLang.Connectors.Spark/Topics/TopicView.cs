using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>
/// The records of a topic as Spark's own source reads them, taken apart as JSON lines are. What ends the batch is settled once: queries
/// after that see the same records, whoever goes on appending.
/// </summary>
internal sealed class TopicView(SparkBatch spark, ClusterTopicSource source)
{
    private const string Line = "__line";

    public async Task<SourceRows> DefineAsync(string relation, CancellationToken cancel)
    {
        try
        {
            return await SettleAsync(relation, cancel);
        }
        catch (FlowException e) when (SparkErrors.IsOther(e))
        {
            throw SparkErrors.Topic(source.Name, "read", e);
        }
    }

    private async Task<SourceRows> SettleAsync(string relation, CancellationToken cancel)
    {
        if (spark.Run.DryRun)
        {
            await RowsAsync(relation, await ReadAsync(relation, All, cancel), cancel);
            return new SourceRows(source.Name, null, null, 0);
        }

        string all = await ReadAsync(relation, All, cancel);
        ImmutableArray<Part> parts =
        [
            .. (await spark.RowsAsync(
                $"SELECT partition, min(offset), max(offset), count(*) FROM {SparkTypes.Name(all)} GROUP BY 1 ORDER BY 1",
                source.Name, cancel))
                .Select(r => new Part(Numbers.Long(r[0]), Numbers.Long(r[1]), Numbers.Long(r[2]), Numbers.Long(r[3]))),
        ];
        await RowsAsync(relation, parts.IsEmpty ? null : await ReadAsync(relation, Settled(parts), cancel), cancel);
        return new SourceRows(source.Name, parts.Sum(p => p.Rows), null, 0);
    }

    private ImmutableDictionary<string, string> All =>
        ImmutableDictionary<string, string>.Empty.Add("subscribe", source.Place.Topic).Add("startingOffsets", "earliest")
            .Add("endingOffsets", "latest");

    // Offsets are named for each partition that is read, so only those that have records are.
    private ImmutableDictionary<string, string> Settled(ImmutableArray<Part> parts) =>
        ImmutableDictionary<string, string>.Empty
            .Add("assign", Json(parts.Select(p => p.Partition)))
            .Add("startingOffsets", Json(parts.ToDictionary(Key, p => p.First)))
            .Add("endingOffsets", Json(parts.ToDictionary(Key, p => p.Last + 1)));

    private string Json<T>(T offsets) => JsonSerializer.Serialize(new Dictionary<string, T> { [source.Place.Topic] = offsets });

    private static string Key(Part part) => part.Partition.ToString(CultureInfo.InvariantCulture);

    private async Task<string> ReadAsync(string relation, ImmutableDictionary<string, string> range, CancellationToken cancel)
    {
        string view = spark.FreshName(relation);
        await spark.Session.CreateViewAsync(
            view, new SparkSource(TopicPlace.Format)
            {
                Title = $"reading {source.Name}",
                Options = source.Place.Reading.AddRange(range).Add("failOnDataLoss", "true"),
            }, cancel);
        return view;
    }

    private Task RowsAsync(string relation, string? view, CancellationToken cancel)
    {
        string records = view is null
            ? $"SELECT '' AS {Line}, '' AS {FlagColumns.File}, 0L AS {FlagColumns.Row} WHERE false"
            : $"SELECT CAST(value AS STRING) AS {Line}, concat(topic, '/', partition) AS {FlagColumns.File}, offset AS {FlagColumns.Row} "
                + $"FROM {SparkTypes.Name(view)}";
        return spark.DefineAsync(relation, JsonRecordsSql.Of(source.Columns, records, Line), source.Name, cancel);
    }

    private sealed record Part(long Partition, long First, long Last, long Rows);
}
