using FlowLang.Values.State;

namespace FlowLang.Streams;

/// <summary>The rows of one key on both sides of a join.</summary>
internal sealed class JoinSides<TKey, TLeft, TRight, TForm> : IOpenItems<TKey>
    where TKey : struct, IEquatable<TKey>
    where TLeft : struct
    where TRight : struct
    where TForm : struct, IJoinForm<TKey, TLeft, TRight>
{
    public TimedRows<TLeft> Lefts { get; } = new();

    public TimedRows<TRight> Rights { get; } = new();

    public int Count => Lefts.All.Length + Rights.All.Length;

    /// <summary>The time of the first row; there is one.</summary>
    public long First => Math.Min(
        Lefts.All.IsEmpty ? EventTime.End : Lefts.All[0].Time, Rights.All.IsEmpty ? EventTime.End : Rights.All[0].Time);

    public void Write(ref StateWriter writer)
    {
        writer.Count(Lefts.All.Length);
        foreach (ref TimedRows<TLeft>.Timed row in Lefts.All)
        {
            Write(row.Time, row.Id, row.IsMatched, ref writer);
            TForm.WriteLeft(in row.Row, ref writer);
        }

        writer.Count(Rights.All.Length);
        foreach (ref TimedRows<TRight>.Timed row in Rights.All)
        {
            Write(row.Time, row.Id, row.IsMatched, ref writer);
            TForm.WriteRight(in row.Row, ref writer);
        }
    }

    public void Read(ref StateReader reader)
    {
        Lefts.Clear();
        for (int rest = reader.Count(); rest > 0; rest--)
        {
            Lefts.Add(new()
            {
                Time = reader.Integer(),
                Id = reader.Integer(),
                IsMatched = reader.Bool(),
                Row = TForm.ReadLeft(ref reader),
            });
        }

        Rights.Clear();
        for (int rest = reader.Count(); rest > 0; rest--)
        {
            Rights.Add(new()
            {
                Time = reader.Integer(),
                Id = reader.Integer(),
                IsMatched = reader.Bool(),
                Row = TForm.ReadRight(ref reader),
            });
        }
    }

    public static void WriteKey(in TKey key, ref StateWriter writer) => TForm.WriteKey(in key, ref writer);

    public static TKey ReadKey(ref StateReader reader) => TForm.ReadKey(ref reader);

    private static void Write(long time, long id, bool isMatched, ref StateWriter writer)
    {
        writer.Integer(time);
        writer.Integer(id);
        writer.Bool(isMatched);
    }
}
