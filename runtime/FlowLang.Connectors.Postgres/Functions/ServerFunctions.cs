using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace FlowLang.Connectors.Postgres;

/// <summary>
/// The functions in schema <c>flow</c> that generated SQL calls, each under a name with its version: what one of them means never changes,
/// so runs of different compilers share a database. A run creates those that its own SQL names and that are missing.
/// </summary>
public static partial class ServerFunctions
{
    /// <summary>Held while functions are created: two sessions that replace one function at once would fail.</summary>
    private const long CreationLock = 0x666c_6f77_2e66_756e;

    private const string Folder = "Functions.Sql.";

    private static readonly Lazy<FrozenDictionary<string, string>> Definitions = new(Load);

    /// <summary>Every function by name with the statements that create it.</summary>
    public static IReadOnlyDictionary<string, string> All => Definitions.Value;

    /// <summary>The functions that the texts need, those that others call first.</summary>
    public static ImmutableArray<string> Of(IEnumerable<string> sql)
    {
        var ordered = ImmutableArray.CreateBuilder<string>();
        foreach (string text in sql)
        {
            Add(text, ordered);
        }

        return ordered.ToImmutable();
    }

    /// <summary>The statements that create the functions.</summary>
    public static string CreationOf(IEnumerable<string> functions) => string.Join("\n", functions.Select(f => Definitions.Value[f]));

    /// <summary>
    /// Creates what is missing in a transaction of its own on the session; the run's, where others would wait for them, is another one.
    /// </summary>
    internal static async Task EnsureAsync(PostgresSession session, IEnumerable<string> sql, CancellationToken cancel)
    {
        await session.ExecuteAsync("BEGIN", cancel);
        await session.ExecuteAsync("SELECT pg_advisory_xact_lock($1)", cancel, CreationLock);
        await CreateAsync(session, sql, cancel);
        await session.ExecuteAsync("COMMIT", cancel);
    }

    internal static async Task<bool> AnyMissingAsync(PostgresSession session, IEnumerable<string> sql, CancellationToken cancel) =>
        !(await MissingAsync(session, Of(sql), cancel)).IsEmpty;

    /// <summary>Creates what is missing in the session's transaction.</summary>
    internal static async Task CreateAsync(PostgresSession session, IEnumerable<string> sql, CancellationToken cancel)
    {
        ImmutableArray<string> missing = await MissingAsync(session, Of(sql), cancel);
        if (!missing.IsEmpty)
        {
            await Privileges.RequireFunctionsAsync(session, missing, cancel);
            await session.ExecuteAsync(await RunLedger.SchemaAsync(session, cancel) + CreationOf(missing), cancel);
        }
    }

    private static async Task<ImmutableArray<string>> MissingAsync(
        PostgresSession session, ImmutableArray<string> needed, CancellationToken cancel)
    {
        var rows = await session.RowsAsync(
            """
            SELECT n.name FROM unnest($1::text[]) WITH ORDINALITY AS n(name, i)
            WHERE NOT EXISTS (SELECT FROM pg_proc p JOIN pg_namespace s ON s.oid = p.pronamespace WHERE s.nspname = 'flow' AND p.proname = n.name)
            ORDER BY n.i
            """,
            cancel,
            (object)needed.ToArray());
        return [.. rows.Select(r => $"{r[0]}")];
    }

    private static void Add(string sql, ImmutableArray<string>.Builder ordered)
    {
        foreach (Match call in Call().Matches(sql))
        {
            string name = call.Groups[1].Value;
            if (!ordered.Contains(name) && Definitions.Value.TryGetValue(name, out string? definition))
            {
                Add(definition.Replace($"flow.{name}(", "", StringComparison.Ordinal), ordered);
                ordered.Add(name);
            }
        }
    }

    private static FrozenDictionary<string, string> Load()
    {
        System.Reflection.Assembly assembly = typeof(ServerFunctions).Assembly;
        Dictionary<string, string> definitions = [];
        foreach (string resource in assembly.GetManifestResourceNames())
        {
            int at = resource.IndexOf(Folder, StringComparison.Ordinal);
            if (at >= 0 && assembly.GetManifestResourceStream(resource) is { } stream)
            {
                using StreamReader reader = new(stream);
                definitions.Add(resource[(at + Folder.Length)..^".sql".Length], reader.ReadToEnd());
            }
        }

        return definitions.ToFrozenDictionary(StringComparer.Ordinal);
    }

    [GeneratedRegex(@"\bflow\.([a-z_0-9]+)\(")]
    private static partial Regex Call();
}
