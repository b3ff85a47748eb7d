using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Files;

/// <summary>Compares a Parquet file's columns with the declared ones and selects them.</summary>
internal static class ParquetColumns
{
    /// <summary>The select list that gives the declared columns; throws RT3001 with every difference.</summary>
    public static string Select(ImmutableArray<Column> declared, ImmutableArray<LiveColumn> live, string source, string file)
    {
        var differences = new List<string>();
        var items = new List<string>();
        foreach (Column column in declared)
        {
            LiveColumn? found = live.FirstOrDefault(l => l.Name == column.Name);
            if (found is null)
            {
                string? similar = live.Select(l => l.Name).FirstOrDefault(n => !declared.Any(c => c.Name == n)
                    && Spelling.Distance(n.ToLowerInvariant(), column.Name.ToLowerInvariant()) <= Math.Max(1, column.Name.Length / 4));
                differences.Add($"- {column}   is missing{(similar is null ? "" : $"; did it become `{similar}`?")}");
            }
            else if (found.Type is null || !Widening.Allows(found.Type, column.Type))
            {
                differences.Add($"- {column}   is {found.Type?.ToString() ?? found.NativeType} in the file");
            }
            else
            {
                string name = Sql.Name(column.Name);
                items.Add(found.NativeType == DuckDbTypes.Name(column.Type)
                    ? name
                    : $"CAST({name} AS {DuckDbTypes.Name(column.Type)}) AS {name}");
            }
        }

        return differences.Count == 0 ? string.Join(", ", items) : throw FileErrors.Schema(source, file, string.Join('\n', differences));
    }
}
