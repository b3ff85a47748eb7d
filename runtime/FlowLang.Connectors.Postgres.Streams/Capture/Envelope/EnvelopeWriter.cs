using System.Text;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>
/// Writes changes as Debezium does without schemas (Debezium documentation, PostgreSQL connector, "Data change events"). Of
/// <c>source.sequence</c> the first number is the log position of the change's own commit: together with the second, the change's, it is
/// the same however often a change is sent, and puts changes in order.
/// </summary>
internal sealed class EnvelopeWriter : IDisposable
{
    private const int RecordsOfLook = 256;
    private const string Version = "0.1.0";
    private static readonly long s_epoch = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
    private readonly JsonBytes _head = new(512);
    private readonly byte[] _name;
    private readonly byte[] _database;
    private readonly TimeProvider _time;
    private long _transaction;
    private long _timestamp;
    private long _now;
    private int _untilClock;

    public EnvelopeWriter(string name, string database, TimeProvider time)
    {
        _time = time;
        using JsonBytes json = new(256);
        json.Text(Encoding.UTF8.GetBytes(name));
        _name = json.Written.ToArray();
        json.Clear();
        json.Text(Encoding.UTF8.GetBytes(database));
        _database = json.Written.ToArray();
    }

    /// <summary>What follows are rows of a snapshot of now.</summary>
    public void BeginSnapshot()
    {
        long microseconds = (_time.GetUtcNow().Ticks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        Begin(null, microseconds - (s_epoch * 1000), 0);
    }

    /// <summary>What follows was committed together.</summary>
    /// <param name="commit">The position of the commit in the log; null for rows of a snapshot.</param>
    /// <param name="microseconds">Since 2000, as PostgreSQL counts.</param>
    public void Begin(ulong? commit, long microseconds, uint transaction)
    {
        _untilClock = 0;
        (_transaction, _timestamp) = (transaction, s_epoch + Math.DivRem(microseconds, 1000).Quotient);
        _head.Clear();
        _head.Append("\"source\":{\"version\":\""u8);
        _head.Append(Encoding.UTF8.GetBytes(Version));
        _head.Append("\",\"connector\":\"postgresql\",\"name\":"u8);
        _head.Append(_name);
        _head.Append(",\"ts_ms\":"u8);
        _head.Number(_timestamp);
        _head.Append(commit is null ? ",\"snapshot\":\"true\",\"db\":"u8 : ",\"snapshot\":\"false\",\"db\":"u8);
        _head.Append(_database);
        _head.Append(",\"sequence\":\"["u8);
        if (commit is { } lsn)
        {
            _head.Append("\\\""u8);
            _head.Number(lsn);
            _head.Append("\\\""u8);
        }
        else
        {
            _head.Append("null"u8);
        }

        _head.Append(",\\\""u8);
    }

    /// <summary>One change, and where it deletes and <paramref name="tombstone"/> is asked for a record without a value after it.</summary>
    /// <param name="operation">c, u, d, r or t.</param>
    /// <param name="offset">Of the record; a tombstone has the next one.</param>
    public void Write(
        ChangeBatch batch, CapturedRelation relation, char operation, RowTexts? before, RowTexts? after, ulong lsn, long offset,
        bool tombstone)
    {
        JsonBytes json = batch.Json;
        int keyAt = json.Length;
        AppendKey(json, relation, after ?? before);
        int valueAt = json.Length;
        json.Append("{\"before\":"u8);
        AppendRow(json, relation, before);
        json.Append(",\"after\":"u8);
        AppendRow(json, relation, after);
        json.Append((byte)',');
        AppendSource(json, relation, lsn);
        json.Append(",\"op\":\""u8);
        json.Append((byte)operation);
        json.Append("\",\"ts_ms\":"u8);
        json.Number(Now());
        json.Append((byte)'}');
        batch.Add(offset, _timestamp, keyAt, valueAt, isTombstone: false);
        if (tombstone && relation.HasKey)
        {
            keyAt = json.Length;
            AppendKey(json, relation, before);
            batch.Add(offset + 1, _timestamp, keyAt, json.Length, isTombstone: true);
        }
    }

    public void Dispose() => _head.Dispose();

    /// <summary>When a change is written, as of the last look at the clock: one a record would cost more than its number.</summary>
    private long Now()
    {
        if (_untilClock-- == 0)
        {
            (_now, _untilClock) = (_time.GetUtcNow().ToUnixTimeMilliseconds(), RecordsOfLook);
        }

        return _now;
    }

    private static void AppendKey(JsonBytes json, CapturedRelation relation, RowTexts? row)
    {
        if (row is not null && relation.HasKey)
        {
            relation.AppendKey(json, row);
        }
    }

    private static void AppendRow(JsonBytes json, CapturedRelation relation, RowTexts? row)
    {
        if (row is null)
        {
            json.Append("null"u8);
        }
        else
        {
            relation.AppendRow(json, row);
        }
    }

    private void AppendSource(JsonBytes json, CapturedRelation relation, ulong lsn)
    {
        json.Append(_head.Written);
        json.Number(lsn);
        json.Append("\\\"]\","u8);
        json.Append(relation.Place);
        json.Append(",\"txId\":"u8);
        json.Number(_transaction);
        json.Append(",\"lsn\":"u8);
        json.Number(lsn);
        json.Append(",\"xmin\":null}"u8);
    }
}
