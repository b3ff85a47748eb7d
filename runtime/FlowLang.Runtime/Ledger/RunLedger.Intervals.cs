using Microsoft.Data.Sqlite;

namespace FlowLang.Runtime;

public sealed partial class RunLedger
{
    /// <summary>
    /// The intervals of a pipeline that were loaded, by their begin, each with the latest run that did. Crashed runs whose targets were not
    /// asked yet are not among them.
    /// </summary>
    public IReadOnlyDictionary<DateTimeOffset, LoadedInterval> Loaded(string pipeline)
    {
        var loaded = new Dictionary<DateTimeOffset, LoadedInterval>();
        Guard(() =>
        {
            using SqliteCommand command = _connection.CreateCommand();
            command.CommandText = """
                SELECT interval_start, id, source_hash FROM runs
                WHERE pipeline = $pipeline AND state = 'Done' AND interval_start IS NOT NULL ORDER BY started, id
                """;
            command.Parameters.AddWithValue("$pipeline", pipeline);
            using SqliteDataReader reader = command.ExecuteReader();
            while (reader.Read())
            {
                loaded[Time(reader.GetString(0))] = new LoadedInterval(reader.GetString(1), reader.GetString(2));
            }
        });
        return loaded;
    }
}
