namespace FlowLang.Driver;

/// <summary>Why a file operation failed, in words for users.</summary>
internal static class Reasons
{
    private const int NoSpaceLeft = 28;

    public static string Of(Exception e) => e switch
    {
        UnauthorizedAccessException => "permission denied",
        FileNotFoundException or DirectoryNotFoundException => "it is not there any more",
        PathTooLongException => "its path is too long",
        IOException io when (io.HResult & 0xFFFF) == NoSpaceLeft => "the disk is full",
        IOException io => io.Message.TrimEnd('.'),
        _ => e.Message.TrimEnd('.'),
    };
}
