using System.Text;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>
/// Which rows transactions of the log changed, until a reader of chunks sees those transactions: a row that one changed which the reader
/// did not see has come already, and newer.
/// </summary>
internal sealed class ChangedKeys
{
    private readonly Dictionary<uint, HashSet<string>> _byTransaction = [];
    private HashSet<string> _current = [];

    /// <summary>What follows is of this transaction.</summary>
    public void Begin(uint transaction)
    {
        if (!_byTransaction.TryGetValue(transaction, out HashSet<string>? keys))
        {
            keys = [];
            _byTransaction[transaction] = keys;
        }

        _current = keys;
    }

    /// <param name="row">Null where all rows of the table went.</param>
    public void Add(CapturedRelation relation, RowTexts? row) =>
        _current.Add(row is null ? $"{relation.Table.Oid}" : KeyOf(relation, row));

    /// <summary>
    /// Whether a row has come already, for a reader who sees these transactions; those are forgotten, for all see them later.
    /// </summary>
    public Func<CapturedRelation, RowTexts, bool> Newer(VisibleTransactions seen)
    {
        foreach (uint transaction in _byTransaction.Keys.Where(seen.Has).ToArray())
        {
            _byTransaction.Remove(transaction);
        }

        HashSet<string> newer = [.. _byTransaction.Values.SelectMany(k => k)];
        return (relation, row) => newer.Count > 0
            && (newer.Contains($"{relation.Table.Oid}") || newer.Contains(KeyOf(relation, row)));
    }

    private static string KeyOf(CapturedRelation relation, RowTexts row)
    {
        StringBuilder key = new();
        key.Append(System.Globalization.CultureInfo.InvariantCulture, $"{relation.Table.Oid}");
        foreach (string value in relation.KeyTexts(row))
        {
            key.Append('\0').Append(value.Length).Append(':').Append(value);
        }

        return key.ToString();
    }
}
