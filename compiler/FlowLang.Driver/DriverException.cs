namespace FlowLang.Driver;

/// <summary>A mistake outside of the program text: a folder that is not there, a disk that is full. It is shown as it is, without a stack
/// trace.</summary>
public sealed class DriverException : Exception
{
    public DriverException()
        : this("flowc failed")
    {
    }

    public DriverException(string message)
        : base(message)
    {
    }

    public DriverException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public string? Why { get; init; }

    public string? Help { get; init; }
}
