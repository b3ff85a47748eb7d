namespace FlowLang.Streams;

/// <summary>What happened to a row, as an event of Debezium says it.</summary>
public static class ChangeOperation
{
    /// <param name="op">`insert`, `snapshot`, `delete` or `update`.</param>
    public static byte LetterOf(ReadOnlySpan<byte> op) =>
        op.SequenceEqual("insert"u8) ? (byte)'c'
        : op.SequenceEqual("snapshot"u8) ? (byte)'r'
        : op.SequenceEqual("delete"u8) ? (byte)'d'
        : (byte)'u';
}
