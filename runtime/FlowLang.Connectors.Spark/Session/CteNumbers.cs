using System.Globalization;
using System.Text.RegularExpressions;

namespace FlowLang.Connectors.Spark;

/// <summary>
/// Spark numbers the common table expressions of all queries of a server, from 0. To find what is stored of a query it numbers those of
/// the query anew, also from 0, and up to Spark 4.1 takes a number that is in both ranges for the wrong expression (NormalizeCTEIds): on a
/// server that has just started, stored rows are not found, or are those of another query. A run begins beyond the numbers that a pipeline
/// can have.
/// </summary>
internal static partial class CteNumbers
{
    private const int First = 10_000;
    private const int AtOnce = 1000;

    private static readonly SparkQuery Next = new("WITH n AS (SELECT 1 AS x) SELECT x FROM n") { Title = "numbers of expressions" };

    private static readonly SparkQuery Many = Next with
    {
        Sql = $"WITH {string.Join(", ", Enumerable.Range(0, AtOnce).Select(i => Text(i)))} SELECT 1 AS x",
    };

    /// <summary>One small question, and none more on a server that has worked for a while.</summary>
    public static async Task MoveOnAsync(SparkSession session, CancellationToken cancel)
    {
        string plan = await session.ExplainAsync(Next, cancel);
        string said = Definition().Match(plan).Groups["number"].Value;
        for (int number = int.TryParse(said, CultureInfo.InvariantCulture, out int found) ? found : First; number < First; number += AtOnce)
        {
            await session.SchemaAsync(Many, cancel);
        }
    }

    private static string Text(int number) => string.Create(CultureInfo.InvariantCulture, $"n{number} AS (SELECT 1 AS x)");

    [GeneratedRegex(@"CTERelationDef (?<number>\d+)")]
    private static partial Regex Definition();
}
