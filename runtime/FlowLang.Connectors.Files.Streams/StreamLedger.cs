using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Streams;
using Microsoft.Data.Sqlite;

namespace FlowLang.Connectors.Files.Streams;

/// <summary>
/// What is committed of a pipeline that writes files: how far partitions were processed, state, and how much of each open file counts. A
/// SQLite file beside what it tells of; a commit is one of its transactions, on disk when it returns.
/// </summary>
internal sealed class StreamLedger : IDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS progress (
          topic TEXT NOT NULL, partition INTEGER NOT NULL, next_offset INTEGER NOT NULL, watermark INTEGER, PRIMARY KEY (topic, partition));
        CREATE TABLE IF NOT EXISTS state (
          number INTEGER PRIMARY KEY AUTOINCREMENT, operator TEXT NOT NULL, key_group INTEGER NOT NULL, entries BLOB NOT NULL);
        CREATE INDEX IF NOT EXISTS state_of ON state (operator, key_group);
        CREATE TABLE IF NOT EXISTS operators (name TEXT PRIMARY KEY, shape TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS files (
          target TEXT PRIMARY KEY, columns TEXT NOT NULL, number INTEGER NOT NULL, length INTEGER NOT NULL, since INTEGER,
          complete INTEGER NOT NULL);
        """;

    private readonly SqliteConnection _connection;
    private readonly string _path;

    private StreamLedger(SqliteConnection connection, string path) => (_connection, _path) = (connection, path);

    public static StreamLedger Open(string path)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        StreamLedger ledger = new(connection, path);
        ledger.Guard(() =>
        {
            connection.Open();
            ledger.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
            ledger.Execute(Schema);
        });
        return ledger;
    }

    /// <summary>For looking at alone, also while a process writes it.</summary>
    public static StreamLedger Read(string path)
    {
        // Where nobody has it open nothing lies beside it, and nothing is made there.
        string source = File.Exists($"{path}-wal") ? path : $"file://{new Uri(path).AbsolutePath}?immutable=1";
        SqliteConnection connection = new(
            new SqliteConnectionStringBuilder { DataSource = source, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        StreamLedger ledger = new(connection, path);
        ledger.Guard(connection.Open);
        return ledger;
    }

    public ImmutableArray<OperatorSignature> Shapes() => Rows(
        "SELECT name, shape FROM operators", r => new OperatorSignature(r.GetString(0), r.GetString(1)));

    public ImmutableArray<PartitionProgress> Progress() => Rows(
        "SELECT topic, partition, next_offset, watermark FROM progress",
        r => new PartitionProgress(
            new StreamPartition(r.GetString(0), r.GetInt32(1)), r.GetInt64(2), r.IsDBNull(3) ? null : r.GetInt64(3)));

    public ImmutableArray<StateChange> State() => Rows(
        "SELECT operator, key_group, entries FROM state ORDER BY number",
        r => new StateChange(r.GetString(0), r.GetInt32(1), Replaces: false, r.GetFieldValue<byte[]>(2)));

    /// <summary>The open file of each target that the pipeline ever had, with the columns of its rows.</summary>
    public ImmutableArray<(string Target, string Columns, OpenFile File)> Files() => Rows(
        "SELECT target, columns, number, length, since, complete FROM files",
        r => (r.GetString(0), r.GetString(1), new OpenFile(
            r.GetInt64(2), r.GetInt64(3), r.IsDBNull(4) ? null : DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(4)),
            r.GetInt64(5) != 0)));

    public void Keep(StateSignature signature) => Transact(() =>
    {
        foreach (OperatorSignature shape in signature.Operators)
        {
            Execute("INSERT OR REPLACE INTO operators VALUES ($name, $shape)", ("$name", shape.Name), ("$shape", shape.Shape));
        }
    });

    public void Keep(string target, string columns, OpenFile file) => Guard(() => Write(target, columns, file));

    public void Commit(StreamCommit commit, IEnumerable<(string Target, string Columns, OpenFile File)> files) => Transact(() =>
    {
        foreach (PartitionProgress made in commit.Progress)
        {
            Execute(
                "INSERT OR REPLACE INTO progress VALUES ($topic, $partition, $next, $watermark)", ("$topic", made.Partition.Topic),
                ("$partition", made.Partition.Number), ("$next", made.NextOffset), ("$watermark", made.Watermark));
        }

        foreach (StateChange change in commit.State)
        {
            if (change.Replaces)
            {
                Execute(
                    "DELETE FROM state WHERE operator = $operator AND key_group = $group", ("$operator", change.Operator),
                    ("$group", change.Group));
            }

            Execute(
                "INSERT INTO state (operator, key_group, entries) VALUES ($operator, $group, $entries)", ("$operator", change.Operator),
                ("$group", change.Group), ("$entries", change.Entries.ToArray()));
        }

        foreach ((string target, string columns, OpenFile file) in files)
        {
            Write(target, columns, file);
        }
    });

    public void Dispose() => _connection.Dispose();

    private void Write(string target, string columns, OpenFile file) => Execute(
        "INSERT OR REPLACE INTO files VALUES ($target, $columns, $number, $length, $since, $complete)", ("$target", target),
        ("$columns", columns), ("$number", file.Number), ("$length", file.Length), ("$since", file.Since?.ToUnixTimeMilliseconds()),
        ("$complete", file.IsComplete ? 1 : 0));

    private void Transact(Action work) => Guard(() =>
    {
        using SqliteTransaction transaction = _connection.BeginTransaction();
        work();
        transaction.Commit();
    });

    private void Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object? value) in values)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        command.ExecuteNonQuery();
    }

    private ImmutableArray<T> Rows<T>(string sql, Func<SqliteDataReader, T> read)
    {
        var rows = ImmutableArray.CreateBuilder<T>();
        Guard(() =>
        {
            using SqliteCommand command = _connection.CreateCommand();
            command.CommandText = sql;
            using SqliteDataReader reader = command.ExecuteReader();
            while (reader.Read())
            {
                rows.Add(read(reader));
            }
        });
        return rows.ToImmutable();
    }

    private void Guard(Action work)
    {
        try
        {
            work();
        }
        catch (SqliteException e)
        {
            throw FileStoreErrors.Ledger(
                _path, string.Create(CultureInfo.InvariantCulture, $"SQLite says: {e.Message} ({e.SqliteErrorCode})"), e);
        }
    }
}
