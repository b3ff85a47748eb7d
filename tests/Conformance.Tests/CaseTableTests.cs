using System.Text;
using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using FlowLang.Connectors.Postgres;

namespace FlowLang.Conformance.Tests;

/// <summary>PostgreSQL maps letters by a table of ours, which is the embedded engine's for every code point.</summary>
public sealed partial class CaseTableTests
{
    [Theory]
    [InlineData("lower")]
    [InlineData("upper")]
    public void The_table_is_that_of_the_embedded_engine(string function)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText =
            $"SELECT chr(i::INT), {function}(chr(i::INT)) FROM range(128, 1114112) AS t(i) "
            + $"WHERE i NOT BETWEEN 55296 AND 57343 AND {function}(chr(i::INT)) <> chr(i::INT) ORDER BY i";
        using DuckDBDataReader reader = command.ExecuteReader();
        StringBuilder from = new();
        StringBuilder to = new();
        while (reader.Read())
        {
            from.Append(reader.GetString(0));
            to.Append(reader.GetString(1));
        }

        string table = string.Concat(Line().Matches(ServerFunctions.All[function + "_1"]).Select(m => m.Groups[1].Value));

        Assert.Equal(from.Append(to).ToString(), table);
    }

    [GeneratedRegex("^ +'([^']*)'", RegexOptions.Multiline)]
    private static partial Regex Line();
}
