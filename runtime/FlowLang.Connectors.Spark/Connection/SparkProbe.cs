using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>A Spark connection: reached, open to this user and new enough.</summary>
/// <param name="connection">Makes it; throws where its secret has no value.</param>
public sealed class SparkProbe(string name, Func<SparkConnection> connection) : HealthProbe
{
    public override string Name => $"connection {name}";

    public override async Task<string> CheckAsync(CancellationToken cancel)
    {
        SparkConnection cluster = connection();
        await using SparkSession session = await cluster.OpenAsync(cancel);
        string release = ZoneDataRelease.Describe(await ReleasesAsync(session, cancel));
        return $"Spark {session.Version} at {cluster}, {release}";
    }

    // A zone that Spark does not know is no error here: the other landmarks still tell.
    private static async Task<List<string>> ReleasesAsync(SparkSession session, CancellationToken cancel)
    {
        const string known = "try_to_timestamp(concat('2020-01-01 00:00:00 ', zone)) IS NOT NULL";
        SparkQuery query = new($"""
            SELECT release FROM (VALUES {ZoneDataRelease.SqlValues}) AS v(release, zone, instant, clock)
            WHERE CASE WHEN {known}
              THEN convert_timezone('UTC', zone, CAST(CAST(instant AS TIMESTAMP) AS TIMESTAMP_NTZ)) = CAST(clock AS TIMESTAMP_NTZ) END
            """)
        { Title = "time zone data" };
        List<string> releases = [];
        await foreach (var batch in session.QueryAsync(query, cancel: cancel))
        {
            var columns = SparkRows.Columns(batch.Schema);
            for (int row = 0; row < batch.Length; row++)
            {
                releases.Add(SparkRows.Text(batch, row, 0, columns[0]) ?? "");
            }
        }

        return releases;
    }
}
