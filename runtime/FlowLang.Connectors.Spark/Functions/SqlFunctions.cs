using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace FlowLang.Connectors.Spark.Functions;

/// <summary>
/// Functions that emitted SQL calls where Spark has none with the language's meaning, as temporary SQL functions of a session; Spark puts
/// their bodies into the plan. A session makes those that its queries name: making all of them takes seconds.
/// </summary>
public static partial class SqlFunctions
{
    /// <summary>
    /// What emitted SQL and these functions rely on beyond what every session sets: products and quotients of decimals keep their scale,
    /// and json may name a field twice.
    /// </summary>
    public static ImmutableArray<KeyValuePair<string, string>> Settings { get; } =
    [
        new("spark.sql.decimalOperations.allowPrecisionLoss", "false"), new("spark.sql.variant.allowDuplicateKeys", "true"),
    ];

    private static readonly ImmutableArray<SqlFunction> All =
    [
        .. string.Join("\n\n", ReadingFunctions.Definitions, ArithmeticFunctions.Definitions, WritingFunctions.Definitions,
                TimeFunctions.Definitions, TextFunctions.Definitions)
            .Split(";\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(definition => SqlFunction.Of(definition.TrimEnd(';'))),
    ];

    private static readonly FrozenDictionary<string, SqlFunction> ByName = All.ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);

    /// <summary>
    /// The statements that make the functions which a query names, each after those it calls, without those in <paramref name="made"/>;
    /// what they make is added to it.
    /// </summary>
    public static IEnumerable<string> For(string sql, ISet<string> made)
    {
        ArgumentNullException.ThrowIfNull(made);
        List<string> statements = [];
        Add(sql, made, statements);
        return statements;
    }

    private static void Add(string text, ISet<string> made, List<string> statements)
    {
        foreach (Match match in Name().Matches(text))
        {
            if (ByName.TryGetValue(match.Value, out SqlFunction? function) && made.Add(function.Name))
            {
                Add(function.Definition, made, statements);
                statements.Add($"CREATE OR REPLACE TEMPORARY FUNCTION {function.Definition}");
            }
        }
    }

    [GeneratedRegex(@"\bflow_[a-z0-9_]+\b(?=\()")]
    private static partial Regex Name();

    private sealed record SqlFunction(string Name, string Definition)
    {
        public static SqlFunction Of(string definition) => new(definition[..definition.IndexOf('(', StringComparison.Ordinal)], definition);
    }
}
