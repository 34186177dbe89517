"""The room "Gửi cấp trên": files for the superior onto sticks, and its answers back."""
