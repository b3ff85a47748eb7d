using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>Turns messages of changes (PostgreSQL documentation, 55.9) into records, and counts them.</summary>
internal sealed class ChangeDecoder(PostgresTarget target, CapturedRelations relations, EnvelopeWriter writer, bool tombstones)
{
    private readonly RowTexts _old = new();
    private readonly RowTexts _new = new();
    private readonly Dictionary<int, ChangeBatch> _batches = [];
    private long[] _from = [];

    /// <summary>How many changes there were, those of tables that are not captured among them.</summary>
    public long Number { get; private set; }

    /// <param name="from">By the tables' numbers: records with lower offsets are where they belong already.</param>
    public void Start(long number, long[] from) => (Number, _from) = (number, from);

    /// <summary>The first offset of a table that is not behind.</summary>
    public long Next(int table) => Math.Max(_from[table], Number * CapturePosition.RecordsOfChange);

    /// <summary>Told which rows change, while a snapshot is finished beside the log.</summary>
    public ChangedKeys? Changed { get; set; }

    /// <summary>Where records of a table go from now on.</summary>
    public void WriteTo(int table, ChangeBatch batch) => _batches[table] = batch;

    /// <summary>A row of the snapshot.</summary>
    public void Row(CapturedRelation relation, RowTexts row, ulong lsn)
    {
        Emit(relation, 'r', null, row, lsn);
        Number++;
    }

    /// <param name="message">Its kind, then its content without the number of a transaction that is being streamed.</param>
    /// <exception cref="FlowException">Of a table that is no longer what it was.</exception>
    public void Take(ReadOnlySpan<byte> message, ulong lsn)
    {
        WireReader reader = new(message[1..]);
        switch ((char)message[0])
        {
            case 'I':
                Insert(ref reader, lsn);
                break;
            case 'U':
                Update(ref reader, lsn);
                break;
            case 'D':
                Delete(ref reader, lsn);
                break;
            case 'T':
                Truncate(ref reader, lsn);
                break;
            case 'Y' or 'O':
                return; // Names of types, and where a change came from first.
            default:
                throw new FlowException(CaptureErrors.Unreadable(target, $"a message of kind {message[0]:X2}", lsn));
        }
    }

    private void Insert(ref WireReader reader, ulong lsn)
    {
        if (RelationOf(reader.Int32()) is { } relation)
        {
            reader.Byte();
            _new.Read(ref reader);
            Emit(relation, 'c', null, _new, lsn);
        }

        Number++;
    }

    private void Update(ref WireReader reader, ulong lsn)
    {
        if (RelationOf(reader.Int32()) is { } relation)
        {
            char kind = (char)reader.Byte();
            bool hasOld = kind is 'K' or 'O';
            if (hasOld)
            {
                _old.Read(ref reader);
                reader.Byte();
            }

            _new.Read(ref reader);
            if (kind == 'O')
            {
                _new.Resolve(_old);
            }

            if (hasOld && relation.HasKey && !relation.SameKey(_old, _new))
            {
                Emit(relation, 'd', _old, null, lsn);
                Emit(relation, 'c', null, _new, lsn, place: 2);
            }
            else
            {
                Emit(relation, 'u', kind == 'O' ? _old : null, _new, lsn);
            }
        }

        Number++;
    }

    private void Delete(ref WireReader reader, ulong lsn)
    {
        if (RelationOf(reader.Int32()) is { } relation)
        {
            reader.Byte();
            _old.Read(ref reader);
            Emit(relation, 'd', _old, null, lsn);
        }

        Number++;
    }

    private void Truncate(ref WireReader reader, ulong lsn)
    {
        int count = reader.Int32();
        reader.Byte();
        for (; count > 0; count--)
        {
            if (relations[reader.Int32()] is { } relation)
            {
                Emit(relation, 't', null, null, lsn);
            }

            Number++;
        }
    }

    private void Emit(CapturedRelation relation, char operation, RowTexts? before, RowTexts? after, ulong lsn, int place = 0)
    {
        if (operation != 'r')
        {
            Changed?.Add(relation, after ?? before);
        }

        long offset = (Number * CapturePosition.RecordsOfChange) + place;
        int table = relation.Table.Number;
        if (offset >= _from[table])
        {
            writer.Write(_batches[table], relation, operation, before, after, lsn, offset, tombstones && operation == 'd');
        }
    }

    private CapturedRelation? RelationOf(int id)
    {
        CapturedRelation? relation = relations[id];
        return relation?.Mismatch is { } mismatch ? throw new FlowException(mismatch) : relation;
    }
}
