using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

/// <summary>Compares what an engine says that SQL of the program's own gives with what is declared for it.</summary>
public static class SqlColumns
{
    /// <summary>One line each, none where the columns are the same, in whatever order.</summary>
    /// <param name="live">What the engine says.</param>
    /// <param name="declared">What the program says.</param>
    /// <param name="isSame">Whether a type is a column's.</param>
    /// <param name="name">The engine's name of a type.</param>
    public static ImmutableArray<string> Differences(
        ImmutableArray<LiveColumn> live, ImmutableArray<Column> declared, Func<LiveColumn, Column, bool> isSame,
        Func<ColumnType, string> name)
    {
        ArgumentNullException.ThrowIfNull(isSame);
        ArgumentNullException.ThrowIfNull(name);
        List<LiveColumn> found = [.. live];
        ImmutableArray<string>.Builder differences = ImmutableArray.CreateBuilder<string>();
        foreach (Column column in declared)
        {
            if (found.Find(c => c.Name == column.Name) is not { } same)
            {
                differences.Add($"`{column.Name}` is missing");
                continue;
            }

            found.Remove(same);
            if (!isSame(same, column))
            {
                differences.Add($"`{column.Name}` is {same.NativeType}; declared is {name(column.Type)}");
            }
        }

        differences.AddRange(found.Select(c => $"`{c.Name}` ({c.NativeType}) is not declared"));
        return differences.ToImmutable();
    }
}
