using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

/// <summary>What an engine says of SQL of the program's own, compared with what is declared for it.</summary>
public static class OwnSqlColumns
{
    /// <summary>One line a difference, none where the columns are the same, in whatever order.</summary>
    /// <param name="live">What the engine describes.</param>
    /// <param name="columns">What is declared.</param>
    /// <param name="isSame">Whether a described column has a declared one's type.</param>
    /// <param name="nameOf">The engine's name of a type.</param>
    public static ImmutableArray<string> Differences(
        ImmutableArray<LiveColumn> live, ImmutableArray<Column> columns, Func<LiveColumn, Column, bool> isSame,
        Func<ColumnType, string> nameOf)
    {
        ArgumentNullException.ThrowIfNull(isSame);
        ArgumentNullException.ThrowIfNull(nameOf);
        List<LiveColumn> found = [.. live];
        ImmutableArray<string>.Builder differences = ImmutableArray.CreateBuilder<string>();
        foreach (Column column in columns)
        {
            if (found.Find(c => c.Name == column.Name) is not { } same)
            {
                differences.Add($"`{column.Name}` is missing");
                continue;
            }

            found.Remove(same);
            if (!isSame(same, column))
            {
                differences.Add($"`{column.Name}` is {same.NativeType}; declared is {nameOf(column.Type)}");
            }
        }

        differences.AddRange(found.Select(c => $"`{c.Name}` ({c.NativeType}) is not declared"));
        return differences.ToImmutable();
    }

    /// <summary>RT5006 where there are differences, or where the engine does not take the SQL.</summary>
    /// <param name="differences">Asks the engine.</param>
    /// <param name="file">Where the SQL stands in the program.</param>
    /// <param name="line">Where the SQL stands in the program.</param>
    public static Task VerifyAsync(Func<Task<ImmutableArray<string>>> differences, string file, int line) =>
        VerifyAsync(differences, e => !e.Transient, why => EngineErrors.WrongSql(why, file, line));

    /// <summary>Fails where there are differences, or where the engine does not take the SQL.</summary>
    /// <param name="differences">Asks the engine.</param>
    /// <param name="isRefusal">Whether a failure of asking is the SQL's; another one is thrown as it is.</param>
    /// <param name="wrong">The error, of why.</param>
    public static async Task VerifyAsync(
        Func<Task<ImmutableArray<string>>> differences, Func<FlowError, bool> isRefusal, Func<string, FlowError> wrong)
    {
        ArgumentNullException.ThrowIfNull(differences);
        ArgumentNullException.ThrowIfNull(isRefusal);
        ArgumentNullException.ThrowIfNull(wrong);
        ImmutableArray<string> found;
        try
        {
            found = await differences();
        }
        catch (FlowException e) when (isRefusal(e.Error))
        {
            throw new FlowException(wrong(e.Error.Why ?? e.Error.Message), e);
        }

        if (!found.IsEmpty)
        {
            throw new FlowException(wrong(string.Join("; ", found)));
        }
    }

    /// <summary>Whether two names of types are one: quotes of names, spaces and case are spelled in several ways.</summary>
    public static bool IsSameName(string described, string declared) =>
        Plain(described).Equals(Plain(declared), StringComparison.OrdinalIgnoreCase);

    private static string Plain(string type) => type.Replace("\"", "", StringComparison.Ordinal)
        .Replace("`", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
}
