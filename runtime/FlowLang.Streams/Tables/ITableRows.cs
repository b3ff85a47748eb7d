namespace FlowLang.Streams;

/// <summary>The rows of one reading of a table. They never change.</summary>
public interface ITableRows
{
    int Count { get; }
}
