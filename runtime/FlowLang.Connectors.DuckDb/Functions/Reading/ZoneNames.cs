using System.Collections.Frozen;
using System.Text;
using DuckDB.NET.Data;

namespace FlowLang.Connectors.DuckDb.Functions;

/// <summary>
/// The zones that the engine knows by area and place. It raises an error for any other, so names out of data are looked up first; the list
/// is read when one is, since it takes a while.
/// </summary>
internal static class ZoneNames
{
    private static readonly Lazy<FrozenSet<string>> Known = new(Read);

    public static bool IsKnown(ReadOnlySpan<byte> name) =>
        name.Length < 64 && Known.Value.Contains(Encoding.UTF8.GetString(name));

    private static FrozenSet<string> Read()
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM pg_timezone_names() WHERE contains(name, '/') OR name IN ('UTC', 'GMT')";
        using DuckDBDataReader reader = command.ExecuteReader();
        List<string> names = [];
        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }

        return names.ToFrozenSet(StringComparer.Ordinal);
    }
}
